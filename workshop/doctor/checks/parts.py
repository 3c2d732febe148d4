"""The project itself: its wiring list, and how old the calibrations of its sensors are."""

from __future__ import annotations

from collections.abc import Iterator

from devices import HighlandError, Message
from firmware.project import Project
from wiring.calibration import calibration_mistakes
from wiring.check import mistakes
from wiring.checks import Severity
from workshop.calibration.age import Standing, ages
from workshop.doctor.finding import WORTH_KNOWING, WRONG, Finding, Kind, NotLookedAt
from workshop.doctor.machine import Machine
from workshop.trial.kept import read_trial
from workshop.trial.outcome import Verdict

DAYS_A_YEAR = 365.25
NO_DATE = Message("doctor.no_date", "nobody has set the date")

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


SENSOR_WORN_OUT = Kind(
    "sensor_worn_out",
    WRONG,
    Message("doctor.sensor_worn_out", "{part} was calibrated {years:.0f} years ago: its life is over."),
    Message("doctor.sensor_worn_out.why", "An old gas sensor may stay silent in gas."),
    offline=Message("doctor.sensor_worn_out.offline", "Put in a new sensor and calibrate it."),
)
TRIAL_FAILED = Kind(
    "trial_failed",
    WRONG,
    Message("doctor.trial_failed", "At its last trial on {day}, {part} did not work: {seen}"),
    Message("doctor.trial_failed.why", "Nobody has tried it again since, so it may still be so."),
    "highland try {project} {part}",
)
NEVER_TRIED = Kind(
    "never_tried",
    WORTH_KNOWING,
    Message("doctor.never_tried", "These parts were never tried on this board: {parts}."),
    Message("doctor.never_tried.why", "A wrong wire shows only when the part is needed."),
    "highland try {project}",
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
    try:
        measured = machine.project.calibration(machine.kept)
        wrong: list[HighlandError] = list(calibration_mistakes(machine.project.wiring(), measured))
    except HighlandError as error:
        wrong = [error]
    for each in wrong:
        yield CALIBRATION_WRONG(project=project, reason=each.message)
    if not wrong:
        yield from _ages(machine.project, machine)


def _ages(project: Project, machine: Machine) -> Iterator[Finding]:
    if not machine.clock.is_sure():
        raise NotLookedAt(NO_DATE)
    for each in ages(project, machine.clock.now().date(), home=machine.kept):
        days, day = each.age_days or 0, str(each.measured_on)
        if each.standing is Standing.NEVER and each.must:
            yield CALIBRATION_MISSING(project=project.name, part=each.part)
        elif each.standing is Standing.DUE:
            yield CALIBRATION_OLD(project=project.name, part=each.part, days=days, limit_days=each.due_days)
        elif each.standing is Standing.WORN_OUT:
            yield SENSOR_WORN_OUT(part=each.part, years=days / DAYS_A_YEAR)
        elif each.standing is Standing.FUTURE and days < -1:  # another time zone may be a day ahead
            yield CALIBRATION_AHEAD(part=each.part, day=day)


def trials(machine: Machine) -> Iterator[Finding]:
    """Did each part work when it was tried last?"""
    assert machine.project is not None
    project = machine.project.name
    trial = read_trial(machine.project, home=machine.kept)
    for name, tried in trial.parts.items():
        if tried.outcome.verdict is Verdict.FAILS:
            day = tried.tried_on.date().isoformat()
            yield TRIAL_FAILED(project=project, part=name, day=day, seen=tried.outcome.seen)
    tried_once = {name for name, each in trial.parts.items() if each.outcome.verdict is not Verdict.NOT_TRIED}
    never = [part.name for part in machine.project.wiring().parts if part.name not in tried_once]
    if never:
        yield NEVER_TRIED(project=project, parts=", ".join(never))
