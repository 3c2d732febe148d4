"""Relay modules and floats as somebody really built them in, which the simulated world believes before wiring.toml."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from types import ModuleType
from typing import Any

from devices import WiredPart
from sim.chips import find as find_chip
from sim.chips._switched import SwitchedChip
from sim.chips.float_switch import FloatSwitchChip


def as_built(parts: Sequence[WiredPart], plant: ModuleType) -> list[WiredPart]:
    """The parts as they were soldered and screwed in, whatever the wiring list says of them.

    In plant.py `ACTIVE_LOW` names the relay modules that are on when their input is low; the others are on when it is
    high. `UPSIDE_DOWN` names the floats whose contact opens in water; the others close. A plant without such a list
    does not say, so the wiring list is believed.
    """
    active_low, upside_down = getattr(plant, "ACTIVE_LOW", None), getattr(plant, "UPSIDE_DOWN", None)
    return [_built(part, active_low, upside_down) for part in parts]


def _built(part: WiredPart, active_low: Collection[str] | None, upside_down: Collection[str] | None) -> WiredPart:
    chip, known = find_chip(part.driver), dict[str, Any]()
    if active_low is not None and issubclass(chip, SwitchedChip):
        known["active_high"] = part.name not in active_low
    if upside_down is not None and issubclass(chip, FloatSwitchChip):
        known["closed_when_wet"] = part.name not in upside_down
    return replace(part, options={**part.options, **known}) if known else part
