"""What no law may call safe: a pupil's law says itself what it does when it cannot see, and may be wrong."""

from __future__ import annotations

from typing import NamedTuple

from devices import Wiring
from firmware.fit import switched
from firmware.ladder.small_law import HARMLESS, is_small
from firmware.project import Project


class NeverSafe(NamedTuple):
    """Actuators that may not be on in SAFE, and those that may not be on while a value is unknown."""

    called: frozenset[str] = frozenset()
    in_doubt: frozenset[str] = frozenset()


def never_safe(project: Project) -> NeverSafe:
    """What is neither a lamp nor a buzzer and is off in the safe action of the project, or of the one it is made from.

    While a value is unknown, a whole law may do more than its SAFE says, and has invariants of its own for that. Raises
    WiringError.
    """
    is_lesson = project.base is not None and is_small(project.module("control"))
    whole = project.base if is_lesson and project.base is not None else project
    parts = whole.wiring().parts
    harmless = switched(Wiring(tuple(part for part in parts if part.driver in HARMLESS)))
    loads = frozenset(name for name, on in whole.law().safe._asdict().items() if not on and name not in harmless)
    return NeverSafe(loads, loads if is_lesson else frozenset())
