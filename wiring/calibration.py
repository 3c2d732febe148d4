"""calibration.toml: what was measured on the units of this device, and on which day.

wiring.toml has what is plugged where, with the values of the type; this file has a table for each part that was
measured. It lies beside wiring.toml, where people write it, and with what outlives releases, where `highland calibrate`
writes it; for each part the newer day counts. Its keys are options that the driver calls `calibrated`, and channels
with pairs of shown and true values. What stands in NOTES is for people: no driver reads it.

    [gas]
    unit = "MQ-6 no. 3"
    measured_on = 2026-11-02
    r0_ohm = 17400

    [room]
    measured_on = 2026-11-02
    humidity_pct = [[77.1, 75.3]]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from devices import Channel, Message, SensorPart, WiredPart, Wiring, WiringError
from devices.toml_file import read_toml
from drivers import find as find_driver
from wiring.values import fits, shown, wanted

FILE = "calibration.toml"
NOTES = ("unit", "measured_on", "provenance", "uncertainty", "columns", "points")
RULE_OF = {"unit": "on", "measured_on": "calibrated_on"}  # the keys of wiring.toml that want the same
SIM = "sim"
NOT_A_TABLE = Message("calibration.not_a_table", "calibration.toml has {name} outside a table, where nothing reads it.")
NOT_A_TABLE_HINT = Message("calibration.not_a_table.hint", "Write a table for each part, such as [gas].")
UNDATED = Message(
    "calibration.undated", "calibration.toml: [{part}] has no day, so nobody knows how old it is. Nothing was started."
)
UNDATED_HINT = Message("calibration.undated.hint", "Write the day it was measured, such as measured_on = 2026-11-02.")
NO_PART = Message("calibration.no_part", "calibration.toml has [{part}], but wiring.toml has no part of that name.")
NO_PART_HINT = Message("calibration.no_part.hint", "The parts are: {names}.")
NO_VALUE = Message("calibration.no_value", "calibration.toml: [{part}] has {key}, which cannot be calibrated there.")
NO_VALUE_HINT = Message("calibration.no_value.hint", "What can be calibrated on the driver {driver}: {keys}.")
BAD_VALUE = Message(
    "calibration.bad_value", "calibration.toml: [{part}] {key} = {value} does not fit: it must be {wanted}."
)
IMPOSSIBLE = Message(
    "calibration.impossible",
    "calibration.toml: [{part}] {key} has {true:g} as a true value. It can only be {low:g} to {high:g}.",
)
SIMULATED = Message(
    "calibration.simulated",
    "calibration.toml: [{part}] was measured on a virtual Raspberry Pi (SIM). No real part has these values. Nothing "
    "was started.",
)
SIMULATED_HINT = Message("calibration.simulated.hint", "Take [{part}] out of {file}, then calibrate it on this board.")
WHERE = Message("calibration.where", "Look in {file}.")


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured on one unit: `values` are options of its driver and points (shown, true) of its channels.

    `file` is where it stands.
    """

    part: str
    table: Mapping[str, Any]
    file: Path = Path(FILE)

    @property
    def values(self) -> dict[str, Any]:
        """The measured values alone."""
        return {key: value for key, value in self.table.items() if key not in NOTES}

    @property
    def measured_on(self) -> date | None:
        """The day; None where it is missing or is no day."""
        day = self.table.get("measured_on")
        return day if fits("calibrated_on", day) else None


def read_calibration(file: Path) -> tuple[Measured, ...]:
    """All tables of the file; none when there is no such file. Raises WiringError and TomlError."""
    try:
        return measured_in(read_toml(file), file)
    except FileNotFoundError:
        return ()


def newest(written: Sequence[Measured], kept: Sequence[Measured]) -> tuple[Measured, ...]:
    """For each part the table of the newer day; of two from one day the kept one, which `highland calibrate` wrote.

    A table without a day counts: it is refused later, and must not be passed over in silence.
    """
    found = {each.part: each for each in written}
    for each in kept:
        other = found.get(each.part)
        if other is None or (other.measured_on or date.max) <= (each.measured_on or date.max):
            found[each.part] = each
    return tuple(found.values())


def measured_in(content: Mapping[str, Any], file: Path = Path(FILE)) -> tuple[Measured, ...]:
    """The tables of a parsed file. Raises WiringError for a key outside a table."""
    for name, table in content.items():
        if not isinstance(table, dict):
            raise WiringError(NOT_A_TABLE(name=name), NOT_A_TABLE_HINT)
    return tuple(Measured(name, table, file) for name, table in content.items())


def calibrated(wiring: Wiring, measured: Sequence[Measured]) -> Wiring:
    """The wiring list with what was measured over the type's values. Raises WiringError for the first mistake."""
    for mistake in calibration_mistakes(wiring, measured):
        raise mistake
    tables = {each.part: each for each in measured}
    parts = (_merged(part, tables[part.name]) if part.name in tables else part for part in wiring.parts)
    return replace(wiring, parts=tuple(parts))


def calibration_mistakes(wiring: Wiring, measured: Sequence[Measured]) -> Iterator[WiringError]:
    """What a calibration says that nothing can use, for each table the first."""
    parts = {part.name: part for part in wiring.parts}
    for each in measured:
        if each.part not in parts:
            yield WiringError(NO_PART(part=each.part), NO_PART_HINT(names=", ".join(parts)))
        elif (mistake := _mistake(parts[each.part], each)) is not None:
            yield mistake


def _mistake(part: WiredPart, measured: Measured) -> WiringError | None:
    options, channels = _options(part), _channels(part)
    for key in measured.values:
        if key not in (*options, *channels):
            known = ", ".join((*options, *channels)) or "-"
            return WiringError(NO_VALUE(part=part.name, key=key), NO_VALUE_HINT(driver=part.driver, keys=known))
    if measured.table.get("provenance") == SIM:
        return WiringError(SIMULATED(part=part.name), SIMULATED_HINT(part=part.name, file=measured.file))
    if "measured_on" not in measured.table:
        return WiringError(UNDATED(part=part.name), UNDATED_HINT)
    for key, value in measured.table.items():
        rule = RULE_OF.get(key, key)
        given = {key: value} if key in channels else value
        rule = "calibration" if key in channels else rule
        if not fits(rule, given):
            seen = BAD_VALUE(part=part.name, key=key, value=shown(value), wanted=wanted(rule))
            return WiringError(seen, WHERE(file=measured.file))
        if key in channels:
            channel = channels[key]
            for _, true in value:
                if not channel.low <= true <= channel.high:
                    seen = IMPOSSIBLE(part=part.name, key=key, true=true, low=channel.low, high=channel.high)
                    return WiringError(seen, WHERE(file=measured.file))
    return None


def _options(part: WiredPart) -> tuple[str, ...]:
    return tuple(getattr(find_driver(part.driver), "calibrated", ()))


def _channels(part: WiredPart) -> dict[str, Channel]:
    kind = find_driver(part.driver)
    if not issubclass(kind, SensorPart):
        return {}
    return {each.name: each for each in kind.channels_with(part.options) if not each.is_switch}


def _merged(part: WiredPart, measured: Measured) -> WiredPart:
    channels = _channels(part)
    options = {key: value for key, value in measured.values.items() if key not in channels}
    points = {key: value for key, value in measured.values.items() if key in channels}
    made_on: date = measured.table["measured_on"]
    sampling = {**part.sampling, "calibrated_on": made_on, **({"calibration": points} if points else {})}
    return replace(part, options={**part.options, **options}, sampling=sampling)
