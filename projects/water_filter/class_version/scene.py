"""The picture of the shipped project: a turbidity probe is not there, and stay at rest in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from projects.water_filter.model import Action, Sensed
from projects.water_filter.scene import scene_values as whole

AT_REST = dict.fromkeys(Action._fields, 0.0)
NOTHING = dict.fromkeys(Sensed._fields)


def scene_values(world: Mapping[str, float | bool], sensed: Any, action: Any) -> dict[str, float | bool | None]:
    """The values of the shipped picture. All None while no program runs."""
    seen = None if sensed is None else Sensed(**(NOTHING | sensed._asdict()))
    done = None if action is None else Action(**action._asdict())
    return whole(AT_REST | dict(world), seen, done) | {"probe_lost": False}
