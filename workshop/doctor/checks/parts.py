"""The project itself: its wiring list, and how old the calibrations of its sensors are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from devices import HighlandError, Message
from wiring.calibration import calibration_mistakes
from wiring.check import mistakes
from wiring.checks import Severity
from workshop.doctor.finding import WORTH_KNOWING, WRONG, Finding, Kind
from workshop.doctor.machine import Machine

NEEDED = ("mq", "mq7", "turbidity", "tds")  # the value of the type says little about a single unit of these
OLD_DAYS = 183  # chosen: half a year, as the laws do

PROJECT_UNUSABLE = Kind(
    "project_unusable",
    WRONG,
    Message("doctor.project_unusable", "The project {project} cannot be started: {reason}"),
    Message("doctor.project_unusable.why", "Nothing runs until this is mended."),
    "highland run {project} --check",
)
LIST_WRONG = Kind(
    "wiring_list_wrong",
    WRONG,
    Message("doctor.wiring_list_wrong", "The wiring list has a mistake: {mistake}"),
    Message("doctor.wiring_list_wrong.why", "A part may be burnt, or does not work."),
    "highland wiring {project}",
)
CALIBRATION_WRONG = Kind(
    "calibration_wrong",
    WRONG,
    Message("doctor.calibration_wrong", "A calibration cannot be used: {reason}"),
    Message("doctor.calibration_wrong.why", "The project does not start with it."),
    "highland calibrate {project}",
)
CALIBRATION_MISSING = Kind(
    "calibration_missing",
    WORTH_KNOWING,
    Message("doctor.calibration_missing", "{part} was never calibrated."),
    Message(
        "doctor.calibration_missing.why", "It counts with the value of its type; a single unit may differ by half."
    ),
    "highland calibrate {project} {part}",
)
CALIBRATION_OLD = Kind(
    "calibration_old",
    WORTH_KNOWING,
    Message("doctor.calibration_old", "{part} was calibrated {days} days ago."),
    Message("doctor.calibration_old.why", "Sensors change with age; after {limit_days} days it should be done again."),
    "highland calibrate {project} {part}",
)
CALIBRATION_AHEAD = Kind(
    "calibration_ahead",
    WRONG,
    Message("doctor.calibration_ahead", "{part} was calibrated on {day}, which is still to come."),
    Message("doctor.calibration_ahead.why", "Its age cannot be known: that day or the clock of this board is wrong."),
    "date",
)


def wiring_list(machine: Machine) -> Iterator[Finding]:
    """Do law and wiring list fit together, and would the list hurt a part?"""
    from firmware.fit import misfits

    assert machine.project is not None
    project = machine.project.name
    try:
        wiring = machine.project.wiring()
        misfitting = list(misfits(wiring, machine.project.law()))
        found = mistakes(wiring)
    except HighlandError as error:
        yield PROJECT_UNUSABLE(project=project, reason=error.message)
        return
    for each in misfitting:
        yield PROJECT_UNUSABLE(project=project, reason=each.message)
    for mistake in found:
        if mistake.severity is not Severity.SURPRISES:
            yield LIST_WRONG(project=project, mistake=mistake.message)


def calibrations(machine: Machine) -> Iterator[Finding]:
    """How old is the calibration of each sensor that needs one?"""
    assert machine.project is not None
    project = machine.project.name
    wrong: list[HighlandError] = []
    try:
        measured = machine.project.calibration()
        wrong += list(calibration_mistakes(machine.project.wiring(), measured))
    except HighlandError as error:
        wrong.append(error)
    for each in wrong:
        yield CALIBRATION_WRONG(project=project, reason=each.message)
    if wrong:
        return
    made_on: dict[str, Any] = {each.part: each.table["measured_on"] for each in measured}
    today = datetime.fromtimestamp(machine.senses.wall_s(), UTC).date()
    for part in machine.project.wiring().parts:
        if part.name not in made_on:
            if part.driver in NEEDED:
                yield CALIBRATION_MISSING(project=project, part=part.name)
            continue
        days = (today - made_on[part.name]).days
        if days < -1:  # another time zone may be a day ahead
            yield CALIBRATION_AHEAD(part=part.name, day=made_on[part.name].isoformat())
        elif days > OLD_DAYS:
            yield CALIBRATION_OLD(project=project, part=part.name, days=days, limit_days=OLD_DAYS)
