"""Read wiring.toml: what is plugged where."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path
from typing import Any

from devices import Message, WiredPart, Wiring, WiringError
from devices.toml_file import read_toml
from wiring.build import BUILD_KEYS, check_build, read_passive
from wiring.links import ELECTRICAL_KEYS
from wiring.values import TABLE, bad_value, check_sampling, check_values

SAMPLING_KEYS = {"sample_s", "retry_s", "max_age_s", "warm_up_s", "median", "max_step"}
SWITCHING_KEYS = {"min_on_s", "min_off_s"}
OUTSIDE_THE_DRIVER = {"driver", "sampling", "switching", "electrical", "build"}
TABLES = ("parts", "passive")

NO_WIRING = Message("wiring.no_file", "There is no wiring list at {file}.")
NO_DRIVER = Message("wiring.no_driver", "Part {part} in {file} does not say which driver it needs.")
NO_DRIVER_HINT = Message("wiring.no_driver.hint", 'Write, for example, driver = "dht22" under [parts.{part}].')
NO_PARTS = Message("wiring.no_parts", "{file} lists no parts.")
NO_PARTS_HINT = Message("wiring.no_parts.hint", "Each part is a table such as [parts.lamp].")
UNKNOWN_TABLE = Message(
    "wiring.unknown_table", "The wiring list has {name} outside [parts] and [passive], where nothing reads it."
)
UNKNOWN_TABLE_HINT = Message(
    "wiring.unknown_table.hint", "Each part is a table such as [parts.lamp], in small letters. Notes go after a #."
)
UNKNOWN_KEY = Message("wiring.unknown_key", "Part {part} has the key {key} under {table}, which means nothing there.")
UNKNOWN_KEY_HINT = Message("wiring.unknown_key.hint", "Known keys: {keys}.")
MOVED = Message("wiring.calibration_moved", "Part {part} has {key} in wiring.toml: what was measured has its own file.")
MOVED_HINT = Message(
    "wiring.calibration_moved.hint",
    "Take it out. Write [{part}] with measured_on = DAY and the measured values into calibration.toml beside it.",
)


def read_wiring(file: Path) -> Wiring:
    """The wiring list in `file`, with what stands outside [parts]. Raises WiringError and TomlError."""
    try:
        found = read_toml(file)
    except FileNotFoundError:
        raise WiringError(NO_WIRING(file=file)) from None
    parts = found.get("parts")
    if not isinstance(parts, dict) or not parts:
        raise WiringError(NO_PARTS(file=file), NO_PARTS_HINT)
    return Wiring(
        tuple(_part(name, table, file) for name, table in parts.items()),
        read_passive(found.get("passive", {}), set(parts)),
        unknown_tables=tuple(name for name in found if name not in TABLES),
    )


def unknown_tables(wiring: Wiring) -> list[WiringError]:
    """The refusal of each thing that stands outside [parts]."""
    return [WiringError(UNKNOWN_TABLE(name=name), UNKNOWN_TABLE_HINT) for name in wiring.unknown_tables]


def _part(name: str, table: Any, file: Path) -> WiredPart:
    if not isinstance(table, dict) or not isinstance(table.get("driver"), str):
        raise WiringError(NO_DRIVER(part=name, file=file), NO_DRIVER_HINT(part=name))
    sampling = _table(name, table, "sampling", SAMPLING_KEYS) | _table(name, table, "switching", SWITCHING_KEYS)
    for key in ("calibrated_on", "calibration"):
        if key in table:
            raise WiringError(MOVED(part=name, key=key), MOVED_HINT(part=name))
    options = {key: value for key, value in table.items() if key not in OUTSIDE_THE_DRIVER}
    electrical = _table(name, table, "electrical", ELECTRICAL_KEYS)
    for values in (options, sampling, electrical):
        check_values(name, values)
    check_sampling(name, sampling)
    build = _table(name, table, "build", BUILD_KEYS)
    check_build(name, build)
    return WiredPart(name, table["driver"], options, sampling, electrical, build)


def _table(part: str, table: dict[str, Any], name: str, known: Set[str]) -> dict[str, Any]:
    found = table.get(name, {})
    if not isinstance(found, dict):
        raise bad_value(part, name, found, TABLE)
    for key in found:
        if key not in known:
            hint = UNKNOWN_KEY_HINT(keys=", ".join(sorted(known)))
            raise WiringError(UNKNOWN_KEY(part=part, key=key, table=name), hint)
    return dict(found)
