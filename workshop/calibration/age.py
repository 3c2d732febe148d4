"""How old each calibration of a project is and whether it is due: for `--list`, and for whoever checks the board."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path

from firmware.project import Project
from workshop.calibration.keep import REAL, stored
from workshop.calibration.procedures import can_be_calibrated

HALF_A_YEAR_D, A_YEAR_D, FIVE_YEARS_D = 183, 365, 1826  # chosen; the gas alarm's law has the first and the last too
DUE_D = {
    **dict.fromkeys(("mq", "mq7"), HALF_A_YEAR_D),
    **dict.fromkeys(("turbidity", "tds"), HALF_A_YEAR_D),  # chosen: probes in water foul
}
WORN_D = dict.fromkeys(("mq", "mq7"), FIVE_YEARS_D)


class Standing(Enum):
    """What is to be done about a calibration."""

    NEVER = "never"
    GOOD = "good"
    DUE = "due"
    WORN_OUT = "worn_out"  # the sensor itself is past its life
    FUTURE = "future"  # its day has not come: the clock is wrong, or the day


@dataclass(frozen=True, slots=True)
class Age:
    """One part's calibration; ages in days, None without a day. `must`: the part is useless without one."""

    part: str
    driver: str
    standing: Standing
    measured_on: date | None = None
    age_days: int | None = None
    due_days: int = A_YEAR_D
    must: bool = False
    unit: str = ""
    file: Path | None = None


MUST = ("mq", "mq7", "turbidity")


def ages(project: Project, today: date, provenance: str = REAL, home: Path | None = None) -> tuple[Age, ...]:
    """Each part of the project that can be calibrated. Raises HighlandError for a file that cannot be read."""
    found = {each.part: each for each in stored(project, provenance, home)}
    all_ages = []
    for part in can_be_calibrated(project.wiring()):
        due_days, must = DUE_D.get(part.driver, A_YEAR_D), part.driver in MUST
        measured = found.get(part.name)
        if measured is None or measured.measured_on is None:
            all_ages.append(Age(part.name, part.driver, Standing.NEVER, due_days=due_days, must=must))
            continue
        days = (today - measured.measured_on).days
        standing = standing_of(days, due_days, WORN_D.get(part.driver))
        unit = str(measured.table.get("unit", ""))
        all_ages.append(
            Age(part.name, part.driver, standing, measured.measured_on, days, due_days, must, unit, measured.file)
        )
    return tuple(all_ages)


def standing_of(days: int, due_days: int, worn_days: int | None = None) -> Standing:
    """What an age in days means."""
    if days < 0:
        return Standing.FUTURE
    if worn_days is not None and days > worn_days:
        return Standing.WORN_OUT
    return Standing.DUE if days > due_days else Standing.GOOD
