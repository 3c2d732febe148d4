"""`highland calibrate PROJECT PART`: measure one sensor on the table, and keep its values with their day and points."""

from __future__ import annotations

import argparse
import json
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from devices import HighlandError, Message, WiredPart
from devices.os_errors import cause
from messages import Say
from messages.arguments import Parser

if TYPE_CHECKING:
    from firmware.project import Project
    from highland._calibrate_answers import AtKeyboard, Given
    from workshop.calibration.keep import Kept
    from workshop.calibration.perform import Performer
    from workshop.calibration.steps import Outcome, Subject
    from workshop.table import Table

HELP = Message(
    "cli.calibrate", "calibrate a sensor step by step: on a Raspberry Pi, elsewhere on a virtual one to practise"
)
EXAMPLE = """\
highland calibrate gas_alarm --list
highland calibrate gas_alarm gas --unit "MQ-6 no. 3"
highland calibrate gas_alarm gas --sim --seed 7
highland calibrate solar_lamp battery --capacity
"""
PROJECT = Message("cli.calibrate.project", "name of a project, or the path of a project folder")
PART = Message("cli.calibrate.part", "the sensor, by its name in wiring.toml")
LIST = Message("cli.calibrate.list", "which parts can be calibrated, how old each calibration is, and which is due")
SIM = Message("cli.calibrate.sim", "a virtual board, also on a Raspberry Pi")
SEED = Message("cli.calibrate.seed", "which unit the virtual board has: each number is another one (0)")
SET = Message("cli.calibrate.set", "change a setting of the virtual world; may be repeated")
FAULT = Message("cli.calibrate.fault", "break something on the virtual board, such as gas_heater=open; may be repeated")
UNIT = Message("cli.calibrate.unit", "what is written on this unit, so that you know which one it was")
DAY = Message("cli.calibrate.day", "today's date, such as 2026-11-29, where the clock of the board is wrong")
TEST_GAS = Message("cli.calibrate.test_gas", "for an MQ sensor: also measure in a known gas, only with a teacher")
ANYWAY = Message(
    "cli.calibrate.anyway", "use a reference that is hardly better than the sensor, against the advice of the command"
)
CAPACITY = Message("cli.calibrate.capacity", "for an INA219 at a battery: how many Ah come out of it, in many hours")
ANSWERS = Message(
    "cli.calibrate.answers", "without a person: usual (what is usual, or what virtual instruments show) or a TOML file"
)
JSON = Message("cli.calibrate.json", "print the result as one JSON object and nothing else; needs --answers")

NO_PART = Message("calibrate.no_part", "{project} has no part {part} that can be calibrated.")
NO_PART_HINT = Message("calibrate.no_part.hint", "These can be: {names}.")
WRONG_KIND = Message("calibrate.wrong_kind", "{option} is not for {part}, which has the driver {driver}.")
JSON_ALONE = Message("calibrate.json_alone", "--json needs --answers: nobody can be asked.")
BAD_DAY = Message("calibrate.bad_day", "--day cannot be {value}.")
BAD_DAY_HINT = Message("calibrate.bad_day.hint", "Write year, month and day, such as 2026-11-29.")
NOT_WRITABLE = Message("calibrate.not_writable", "{file} cannot be written: {reason}. Nothing was measured.")
NOT_WRITABLE_HINT = Message(
    "calibrate.not_writable.hint",
    "The project's service reads that file, so it must lie there. Begin the command with `sudo -u highland`.",
)
BEGINS = Message("calibrate.begins", "{part} on {board}. Every output stays off.")
VIRTUAL_HAND = Message("calibrate.virtual_hand", "A virtual hand does what you are asked to do, and reads instruments.")
IS_TODAY = Message("calibrate.is_today", "Is today {day}? The file needs the right day.")
WRONG_DAY_HINT = Message("calibrate.wrong_day.hint", "Give the right one with --day, such as --day 2026-11-29.")
DAY_UNKNOWN = Message("calibrate.day_unknown", "The day is not known, so nothing was changed.")
NOT_CHANGED = Message("calibrate.not_changed", "Nothing was changed: {part} keeps {before}.")
TYPES_VALUES = Message("calibrate.types_values", "the values of its type")
VALUES_OF = Message("calibrate.values_of", "the values of {day}")
STOPPED = Message("calibrate.stopped", "Stopped: everything is off, and nothing was changed.")
FOUND = Message("calibrate.found", "{key} = {value} (may be wrong by {uncertainty:g})")
FOUND_BARE = Message("calibrate.found_bare", "{key} = {value}")
KEPT = Message("calibrate.kept", "Kept in {file}.")
USED = Message("calibrate.used", "`highland run` uses it from its next start.")
NOT_USED = Message("calibrate.not_used", "No real board uses it.")
OLD_IN = Message("calibrate.old_in", "The old values are in {file}.")
COMMENTS_LOST = Message("calibrate.comments_lost", "Comments that could not be kept: {count}.")
FOUND_SOMETHING = 1
INTERRUPTED = 130  # 128 + SIGINT, as shells do


def add_arguments(parser: Parser) -> None:
    """The options of `highland calibrate`."""
    parser.add_argument("project", metavar="PROJECT", help=PROJECT)
    parser.add_argument("part", metavar="PART", nargs="?", help=PART)
    parser.add_argument("--list", action="store_true", help=LIST)
    parser.add_argument("--unit", metavar="NAME", help=UNIT)
    parser.add_argument("--day", metavar="2026-11-29", help=DAY)
    parser.add_argument("--test-gas", action="store_true", help=TEST_GAS)
    parser.add_argument("--anyway", action="store_true", help=ANYWAY)
    parser.add_argument("--capacity", action="store_true", help=CAPACITY)
    parser.add_argument("--sim", action="store_true", help=SIM)
    parser.add_argument("--seed", metavar="NUMBER", type=int, default=0, help=SEED)
    parser.add_argument("--set", metavar="KEY=VALUE", action="append", default=[], help=SET)
    parser.add_argument("--fault", metavar="WHAT=KIND", action="append", default=[], help=FAULT)
    parser.add_argument("--answers", metavar="usual|FILE", help=ANSWERS)
    parser.add_argument("--json", action="store_true", help=JSON)


def run(arguments: argparse.Namespace, say: Say) -> int:
    """0: calibrated; 1: refused, or with --list something is due; 130: stopped with Ctrl-C. Nothing is half-written."""
    from firmware.host import board_model
    from firmware.project import find
    from workshop.calibration.keep import REAL
    from workshop.calibration.keep import SIM as SIMULATED

    project = find(arguments.project)
    say = say.of_project(project.folder)
    provenance = SIMULATED if arguments.sim or board_model() is None else REAL
    with project.errors_told():
        if arguments.list or arguments.part is None:
            from highland._calibrations import listed

            return listed(project, provenance, arguments.json, say)
        if arguments.json and arguments.answers is None:
            raise HighlandError(JSON_ALONE)
        part = _part(project, arguments)
        return _calibrated(project, part, provenance, arguments, say)


def _part(project: Project, arguments: argparse.Namespace) -> WiredPart:
    """The part that is asked for. Raises HighlandError for one that cannot be, or an option that is not for it."""
    from workshop.calibration.procedures import can_be_calibrated

    possible = {part.name: part for part in can_be_calibrated(project.wiring())}
    if arguments.part not in possible:
        refused = NO_PART(project=project.name, part=arguments.part)
        raise HighlandError(refused, NO_PART_HINT(names=", ".join(possible)))
    part = possible[arguments.part]
    for option, given, drivers in (
        ("--test-gas", arguments.test_gas, ("mq", "mq7")),
        ("--capacity", arguments.capacity, ("ina219",)),
    ):
        if given and part.driver not in drivers:
            raise HighlandError(WRONG_KIND(option=option, part=part.name, driver=part.driver))
    return part


def _calibrated(project: Project, part: WiredPart, provenance: str, arguments: argparse.Namespace, say: Say) -> int:
    from highland._table import table_of
    from wiring.calibration import FILE
    from workshop.calibration.keep import CAPACITY_FILE, file_of, keep, known, new_table
    from workshop.calibration.keep import SIM as SIMULATED
    from workshop.calibration.procedures import subject_of
    from workshop.calibration.steps import Refused

    simulated, seed = provenance == SIMULATED, arguments.seed
    unit = arguments.unit or (f"simulated, seed {seed}" if simulated else None)
    name = CAPACITY_FILE if arguments.capacity else FILE
    file = file_of(project, provenance, name=name)
    _refuse_unwritable(file)
    before = known(project, part.name, provenance, unit, name)
    person = _person(project, arguments, simulated, say)
    virtual: dict[str, Any] = {"planted": arguments.fault, "settings": arguments.set, "seed": seed}
    with table_of(project, sim=simulated, uncalibrated=True, command="calibrate", **virtual) as table:
        subject = subject_of(project.wiring(), part, before, table.planned(part.name).wired.options)
        person.tell(BEGINS(part=part.name, board=table.board))
        if simulated:
            person.tell(VIRTUAL_HAND())
        try:
            day = _day(arguments.day, table, person)
            outcome = _performed(table, subject, arguments, person)
            new = new_table(outcome, before, unit, day, provenance)
            kept = keep(file, part.name, new)
        except Refused as refused:
            return _refused(refused, part.name, before, arguments.json, person)
        except KeyboardInterrupt:
            person.tell(STOPPED())
            return INTERRUPTED
        found = _tell(outcome, kept, simulated, person)
        if simulated and not arguments.capacity:
            from highland._calibrations import compared

            found["compared"] = compared(table, part, new, person)
    if arguments.json:
        header = {"project": project.name, "part": part.name, "provenance": provenance, "refused": None}
        print(json.dumps({**header, **_plain(new), **found}, ensure_ascii=False, indent=1))
    return 0


def _performed(table: Table, subject: Subject, arguments: argparse.Namespace, person: AtKeyboard | Given) -> Outcome:
    from workshop.calibration.procedures import procedure_of

    procedure = procedure_of(subject, arguments.test_gas, arguments.capacity)
    beside = () if subject.heater_proof is None else (subject.heater_proof,)
    return _performer(table, subject, arguments, person).run(procedure, *beside)


def _performer(table: Table, subject: Subject, arguments: argparse.Namespace, person: AtKeyboard | Given) -> Performer:
    from firmware.host import powered_s
    from workshop.calibration.perform import Performer
    from workshop.calibration.practice import Hand
    from workshop.calibration.procedures import gas_seen

    name, clock = subject.part.name, table.clock
    if table.world is None:
        return Performer(table, name, person, powered_s, anyway=arguments.anyway)
    began_s = clock.monotonic()
    thermometer = subject.of_type("thermometer", None)
    hand = Hand(table.world, clock, name, gas_seen(subject), arguments.seed, thermometer=thermometer)
    return Performer(table, name, person, lambda: clock.monotonic() - began_s, hand, arguments.anyway)


def _person(project: Project, arguments: argparse.Namespace, simulated: bool, say: Say) -> AtKeyboard | Given:
    from highland._calibrate_answers import AtKeyboard, Given, answers_in, printed_to

    names, to = project.names(), printed_to(arguments.json)
    if arguments.answers is None:
        return AtKeyboard(names, say, simulated, to)
    return Given(answers_in(arguments.answers), names, say, simulated, to)


def _refuse_unwritable(file: Path) -> None:
    """Before anything is measured: hours of it must not end at a file. Raises HighlandError."""
    from firmware.whole_file import try_to_write

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        try_to_write(file)
    except OSError as error:
        raise HighlandError(NOT_WRITABLE(file=file, reason=cause(error)), NOT_WRITABLE_HINT) from error


def _day(asked: str | None, table: Table, person: AtKeyboard | Given) -> date:
    """The day: as given, or that of the clock, when the board is sure or the person. Raises Refused, HighlandError."""
    from workshop.calibration.steps import Refused

    if asked is not None:
        try:
            return date.fromisoformat(asked)
        except ValueError:
            raise HighlandError(BAD_DAY(value=asked), BAD_DAY_HINT) from None
    if table.simulated:
        return datetime.now().astimezone().date()
    day = table.clock.now().date()
    if not table.is_dated and not person.yes("is_today", IS_TODAY(day=day), False):
        raise Refused(DAY_UNKNOWN(), WRONG_DAY_HINT)
    return day


def _refused(refused: HighlandError, part: str, before: Any, as_json: bool, person: AtKeyboard | Given) -> int:
    """What was seen, what was not changed, what to do."""
    keeps = VALUES_OF(day=before["measured_on"]) if before else TYPES_VALUES()
    sentences = [refused.message, NOT_CHANGED(part=part, before=keeps), refused.hint]
    person.line(" ".join(map(person.text, sentences)))
    if as_json:
        seen, kept, hint = map(person.text, sentences)
        print(
            json.dumps(
                {"part": part, "refused": {"code": refused.message.key, "seen": seen, "kept": kept, "hint": hint}},
                ensure_ascii=False,
                indent=1,
            )
        )
    return FOUND_SOMETHING


def _tell(outcome: Outcome, kept: Kept, simulated: bool, person: AtKeyboard | Given) -> dict[str, Any]:
    """Tell what was found and where it is; returns the same for --json."""
    from wiring.calibration import FILE

    for key, value in outcome.values.items():
        unsure = outcome.uncertainty.get(key)
        found = FOUND_BARE(key=key, value=value) if unsure is None else FOUND(key=key, value=value, uncertainty=unsure)
        person.tell(found)
    for message in outcome.said:
        person.tell(message)
    person.tell(KEPT(file=kept.file))
    if simulated:
        person.tell(NOT_USED())
    elif kept.file.name == FILE:
        person.tell(USED())
    if kept.history is not None:
        person.tell(OLD_IN(file=kept.history))
    if kept.comments_lost:
        person.tell(COMMENTS_LOST(count=kept.comments_lost))
    history = None if kept.history is None else str(kept.history)
    said = [person.text(message) for message in outcome.said]
    return {"file": str(kept.file), "history": history, "said": said}


def _plain(table: dict[str, Any]) -> dict[str, Any]:
    """The table for JSON."""
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in table.items()}
