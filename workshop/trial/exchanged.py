"""Are two sensors mixed up? Read both as if their wires were exchanged: when both then make sense, they are."""

from __future__ import annotations

from dataclasses import replace

from devices import HighlandError
from firmware.plan import Plan, PlannedPart
from workshop.table import Table
from workshop.trial.plausible import plausible

READ_S = 4.0  # chosen: every converter and bus part gives a value within it


def mixed_up_with(table: Table, name: str) -> str | None:
    """The part whose converter input or I2C address this one seems to have, or None."""
    one = table.planned(name)
    for other in table.plan.parts:
        if (
            other.wired.name != name
            and _same_kind_of_end(one, other)
            and _make_sense(table, _exchanged(table.plan, one, other), one, other)
        ):
            return other.wired.name
    return None


def _same_kind_of_end(one: PlannedPart, other: PlannedPart) -> bool:
    if one.adc is not None and other.adc is not None:
        return one.adc[0] == other.adc[0]
    return (
        other.sampling is not None
        and one.kind is other.kind
        and {"address"} <= one.arguments.keys() & other.arguments.keys()
    )


def _exchanged(plan: Plan, one: PlannedPart, other: PlannedPart) -> Plan:
    return replace(
        plan,
        parts=tuple(
            _with_end_of(each, other) if each is one else _with_end_of(each, one) if each is other else each
            for each in plan.parts
        ),
    )


def _with_end_of(part: PlannedPart, other: PlannedPart) -> PlannedPart:
    if part.adc is not None:
        return replace(part, adc=other.adc)
    return replace(part, arguments={**part.arguments, "address": other.arguments["address"]})


def _make_sense(table: Table, plan: Plan, *pair: PlannedPart) -> bool:
    names = [each.wired.name for each in pair]
    wiring = table.project.wiring()
    try:
        with table.opened(*names, plainly=True, plan=plan) as parts:
            table.wait(READ_S, parts)
            return all(
                value is not None and plausible(plan, wiring, name, channel).holds(value)
                for name in names
                for channel in parts.sensors[name].part.channels
                for value in [parts.sensors[name].value(channel.name, table.clock.monotonic())]
            )
    except HighlandError:
        return False
