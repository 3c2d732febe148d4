"""Which sensor sees whether an output really moved: a switch on a valve, or the current in a load's wire.

A valve's switch is called `X_switch`, the valve `X` or `X_valve`; a current sensor says `in_wire_of` in wiring.toml.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from devices import ReadError
from firmware.parts import Parts
from firmware.plan import Plan, PlannedPart

SWITCH = "_switch"
FLOWS_A = 0.02  # chosen: two hundred steps of an INA219 with 0.1 ohm, twenty with 0.01 ohm
FOLLOWS, OPPOSITE, STILL, UNSTEADY = "follows", "opposite", "still", "unsteady"


def output_of(plan: Plan, sensor: str) -> str | None:
    """The output that this sensor sees moving, or None."""
    planned = next(each for each in plan.parts if each.wired.name == sensor)
    outputs = [each.wired.name for each in plan.parts if each.switching is not None]
    if planned.wired.driver == "contact" and sensor.endswith(SWITCH):
        base = sensor.removesuffix(SWITCH)
        return next((name for name in outputs if name in (base, f"{base}_valve")), None)
    loaded = planned.wired.build.get("in_wire_of")
    return loaded if loaded in outputs else None


def sensors_of(plan: Plan, output: str) -> list[str]:
    """The sensors that see this output moving."""
    return [each.wired.name for each in plan.parts if _is_read(each) and output_of(plan, each.wired.name) == output]


def _is_read(planned: PlannedPart) -> bool:
    return planned.sampling is not None


def is_on(parts: Parts, sensor: str) -> bool | None:
    """Whether the sensor says now that the output is on or open; None when it cannot be read."""
    try:
        values = parts.sensors[sensor].part.read()
    except ReadError:
        return None
    return not values["closed"] if "closed" in values else abs(values["current_a"]) >= FLOWS_A


def compared(commanded: Sequence[bool], seen: Iterable[bool | None]) -> str | None:
    """How what a sensor saw goes with what was commanded; None when it could not be read."""
    states = list(seen)
    if None in states:
        return None
    if states == list(commanded):
        return FOLLOWS
    if states == [not on for on in commanded]:
        return OPPOSITE
    return STILL if len(set(states)) == 1 else UNSTEADY
