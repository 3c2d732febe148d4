"""Put a result into the calibration file: whole or not at all, the other parts untouched, the old values in a history.

On a board the file lies with what outlives every release. What the simulator finds has a file of its own whose tables
say `provenance = "sim"`, and no board starts with one of those.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from devices import HighlandError, Message
from devices.toml_file import read_toml
from firmware.project import Project
from firmware.whole_file import whole_file
from wiring.calibration import FILE, Measured, read_calibration
from workshop.calibration.steps import Outcome
from workshop.calibration.toml_text import table_text, with_table

REAL, SIM = "real", "sim"
CAPACITY_FILE = "capacity.toml"  # of batteries: no driver reads it
HEAD = {
    REAL: "# What was measured on the units of this device, by `highland calibrate`. It outlives updates.\n",
    SIM: "# SIM: measured on a virtual Raspberry Pi. No real board uses these values.\n",
}
WRONG_FILE = Message(
    "calibrate.wrong_file",
    "{file} has values that are {found}; these are {provenance}. Nothing was written.",
)
WRONG_FILE_HINT = Message("calibrate.wrong_file.hint", "Move that file away: real and simulated values never mix.")


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a result was written, and what became of what stood there."""

    file: Path
    history: Path | None = None  # None: there was no old value
    comments_lost: int = 0


def file_of(project: Project, provenance: str, home: Path | None = None, name: str = FILE) -> Path:
    """The file that a calibration of this project goes into: `calibration.toml`, simulated `calibration-SIM.toml`."""
    file = project.kept(home) / name
    return file if provenance == REAL else file.with_stem(f"{file.stem}-SIM")


def stored(project: Project, provenance: str, home: Path | None = None) -> tuple[Measured, ...]:
    """What is known of the units: of a real board what `highland run` uses, of a virtual one its own file."""
    if provenance == REAL:
        return project.calibration(home)
    return read_calibration(file_of(project, SIM, home))


def known(project: Project, part: str, provenance: str, unit: str | None, name: str = FILE) -> Mapping[str, Any]:
    """What is known of the unit that is there now; nothing of another virtual board's."""
    other = file_of(project, provenance, name=name)
    tables = stored(project, provenance) if name == FILE else read_calibration(other)
    found = next((each.table for each in tables if each.part == part), {})
    return {} if provenance == SIM and found.get("unit") != unit else found


def new_table(
    outcome: Outcome, before: Mapping[str, Any], unit: str | None, day: date, provenance: str
) -> dict[str, Any]:
    """The part's new table: what was found, over what was known of the same unit before."""
    gone = ("points", "columns")
    known = {} if outcome.forget else {key: value for key, value in before.items() if key not in gone}
    uncertainty = {**known.pop("uncertainty", {}), **outcome.uncertainty}
    name = unit or known.pop("unit", None)
    known.pop("unit", None)
    return {
        **({"unit": name} if name else {}),
        "measured_on": day,
        "provenance": provenance,
        **{key: value for key, value in known.items() if key not in ("measured_on", "provenance")},
        **outcome.values,
        "uncertainty": uncertainty,
        "columns": outcome.columns,
        "points": [list(point) for point in outcome.points],
    }


def keep(file: Path, part: str, table: Mapping[str, Any]) -> Kept:
    """Write the table. Raises TomlError for a file that is broken, HighlandError for mixed provenance, OSError."""
    old: Mapping[str, Any] = {}
    text = HEAD[table["provenance"]] + "\n"
    if file.exists():
        old = read_toml(file)
        text = file.read_text(encoding="utf-8-sig")
        _refuse_a_mixture(file, old, table["provenance"])
    file.parent.mkdir(parents=True, exist_ok=True)
    history = None
    if part in old:
        history = file.with_stem(f"{file.stem}-history")
        before = history.read_text(encoding="utf-8") + "\n" if history.exists() else ""
        gone = {**old[part], "replaced_on": table["measured_on"]}
        _write(history, before + table_text(part, gone, twice=True))
    changed, lost = with_table(text, part, table)
    _write(file, changed)
    return Kept(file, history, lost)


def _refuse_a_mixture(file: Path, old: Mapping[str, Any], provenance: str) -> None:
    for table in old.values():
        found = table.get("provenance", REAL) if isinstance(table, dict) else REAL
        if found != provenance:
            raise HighlandError(WRONG_FILE(file=file, found=found, provenance=provenance), WRONG_FILE_HINT)


def _write(file: Path, text: str) -> None:
    """All of it on the card before it has its name."""
    tomllib.loads(text)  # what we write can be read: nothing else may take the old file's place
    with whole_file(file) as part, part.open("w", encoding="utf-8", newline="\n") as opened:
        opened.write(text)
        opened.flush()
        os.fsync(opened.fileno())
