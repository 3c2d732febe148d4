"""`highland try PROJECT [PART]`: try every part on the table while it is being wired, and keep what was found."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from devices import HighlandError, Message
from devices.os_errors import cause
from messages import Say
from messages.arguments import Parser

if TYPE_CHECKING:
    from firmware.names import Names
    from firmware.plan import PlannedPart
    from firmware.project import Project
    from highland._try_answers import Shown
    from workshop.table import Table
    from workshop.trial.kept import Trial
    from workshop.trial.outcome import Outcome

HELP = Message("cli.try", "try each part on the table while you wire it: on a Raspberry Pi, elsewhere on a virtual one")
EXAMPLE = """\
highland try gas_alarm
highland try gas_alarm valve
highland try gas_alarm --sim --fault "valve=swapped(fan)"
highland try water_filter --sim --fault uv_lamp=dead --answers look
"""
PROJECT = Message("cli.try.project", "name of a project, or the path of a project folder")
PART = Message("cli.try.part", "only this part of its wiring.toml")
SIM = Message("cli.try.sim", "a virtual board, also on a Raspberry Pi")
FAULT = Message(
    "cli.try.fault",
    "plant a mistake on the virtual board: any fault of `highland sim` such as siren=dead, or one of the wires, "
    "PART=inverted or PART=swapped(OTHER); may be repeated",
)
ANSWERS = Message(
    "cli.try.answers",
    "without a person: yes (all is well), look (somebody who looks at the virtual world) or a TOML file with a table "
    "for each part",
)
JSON = Message("cli.try.json", "print the result as one JSON object and nothing else; needs --answers")

ONLY_VIRTUAL = Message("try.only_virtual", "--answers look needs a virtual board.")
ONLY_VIRTUAL_HINT = Message("try.only_virtual.hint", "Add --sim. No pin was opened.")
JSON_ALONE = Message("try.json_alone", "--json needs --answers: nobody can be asked.")
BEGINS = Message("try.begins", "{project} on {board}: everything is off, and a part is on only while you look at it.")
STEP = Message("try.step", "{number} of {count}: {part}, {title}, {wire}")
VIRTUAL_HAND = Message("try.virtual_hand", "A virtual hand does what a person is asked to do.")
UNDATED = Message("try.undated", "This board does not know the date: what is kept is marked so.")
DATED = Message("try.dated", "{project}, tried on {day}:")
COUNTS = Message("try.counts", "{works} work, {fails} do not, {left} not tried.")
KEPT = Message("try.kept", "Kept in {file}.")
NOT_KEPT = Message("try.not_kept", "It could not be kept in {file}: {reason}.")
STOPPED = Message("try.stopped", "Stopped: everything is off. What was found so far is kept.")
WORKS = Message("try.verdict.works", "works")
FAILS = Message("try.verdict.fails", "DOES NOT WORK")
NOT_TRIED = Message("try.verdict.not_tried", "not tried")

FOUND_SOMETHING = 1
INTERRUPTED = 130  # 128 + SIGINT, as shells do
DAY = "%Y-%m-%d %H:%M"


def add_arguments(parser: Parser) -> None:
    """The options of `highland try`."""
    parser.add_argument("project", metavar="PROJECT", help=PROJECT)
    parser.add_argument("part", metavar="PART", nargs="?", help=PART)
    parser.add_argument("--sim", action="store_true", help=SIM)
    parser.add_argument("--fault", metavar="WHAT=KIND", action="append", default=[], help=FAULT)
    parser.add_argument("--answers", metavar="yes|look|FILE", help=ANSWERS)
    parser.add_argument("--json", action="store_true", help=JSON)


def run(arguments: argparse.Namespace, say: Say) -> int:
    """Try the parts. 0: each that was asked for works; 1: one does not, or was left out; 130: stopped with Ctrl-C."""
    from firmware.project import find
    from highland._table import table_of

    if arguments.json and arguments.answers is None:
        raise HighlandError(JSON_ALONE)
    project = find(arguments.project)
    with project.errors_told():
        say = say.of_project(project.folder)
        with table_of(project, sim=arguments.sim, planted=arguments.fault) as table:
            trial, outcomes, stopped = _tried(table, arguments, say)
    if arguments.json:
        print(json.dumps(_as_json(trial, outcomes, project.names(), say), ensure_ascii=False, indent=1))
    else:
        _print_table(trial, outcomes, project.names(), say)
    if stopped:
        say.aside(STOPPED)
        return INTERRUPTED
    return 0 if all(each.verdict.value == "works" for each in outcomes.values()) else FOUND_SOMETHING


def _tried(table: Table, arguments: argparse.Namespace, say: Say) -> tuple[Trial, dict[str, Outcome], bool]:
    """The trial so far with what was found now, what was found now, and whether somebody stopped it."""
    from workshop.trial.kept import REAL, save_trial, trial_file
    from workshop.trial.kept import SIM as SIMULATED
    from workshop.trial.session import Session, parts_asked

    project, names = table.project, table.project.names()
    person = _person(table, arguments, names, say)
    session = Session(table, person)
    wanted = parts_asked(table, arguments.part)
    provenance = SIMULATED if table.simulated else REAL
    file = trial_file(project, provenance)
    trial = _kept_before(project, provenance, say)

    def begun(part: PlannedPart, number: int, count: int) -> None:
        name = part.wired.name
        person.line("")
        person.tell(STEP(number=number, count=count, part=name, title=part.kind.title, wire=table.wire_of(name)))

    stopped = False
    person.tell(BEGINS(project=project.name, board=table.board))
    if table.simulated:
        person.tell(VIRTUAL_HAND)
    if not table.is_dated:
        person.tell(UNDATED)
    try:
        session.try_parts(wanted, begun)
    except (KeyboardInterrupt, SystemExit):  # a library may have taken SIGTERM for itself (Blinka's PulseIn), and exits
        stopped = True
    finally:
        now = datetime.now().astimezone() if table.simulated else table.clock.now()  # virtual time has its own date
        for outcome in session.outcomes.values():
            trial.add(outcome, now, table.is_dated)
        if session.outcomes:
            _keep(trial, file, save_trial, say)
    return trial, session.outcomes, stopped


def _person(table: Table, arguments: argparse.Namespace, names: Names, say: Say) -> Shown:
    from highland._try_answers import Answering, AtKeyboard, answers_in, content

    to = sys.stderr if arguments.json else sys.stdout
    if arguments.answers is None:
        return AtKeyboard(table, names, say, to)
    if arguments.answers == "look":
        if not table.simulated:
            raise HighlandError(ONLY_VIRTUAL, ONLY_VIRTUAL_HINT)
        from highland._virtual_table import Looking

        looking = Looking(table)
        return Answering(table, names, say, looking.answer, to, looking.look)
    answers = content if arguments.answers == "yes" else answers_in(Path(arguments.answers))
    return Answering(table, names, say, answers, to)


def _kept_before(project: Project, provenance: str, say: Say) -> Trial:
    """What was found earlier; a file that cannot be read is told, and written anew."""
    from workshop.trial.kept import Trial, read_trial

    try:
        return read_trial(project, provenance)
    except HighlandError as error:
        say.error(error)
        return Trial(project.name, provenance)


def _keep(trial: Trial, file: Path, save: Callable[[Trial, Path], None], say: Say) -> None:
    try:
        save(trial, file)
    except OSError as error:
        say.aside(NOT_KEPT, file=file, reason=cause(error))
    else:
        say.aside(KEPT, file=file)


def _print_table(trial: Trial, outcomes: dict[str, Outcome], names: Names, say: Say) -> None:
    """What works and what does not, each part with what to check; on a virtual board each line says SIM."""
    from firmware.names import with_code
    from highland._lines import SIM_MARK

    mark = SIM_MARK if trial.provenance == "sim" else ""
    words = {"works": say.text(WORKS), "does_not_work": say.text(FAILS), "not_tried": say.text(NOT_TRIED)}
    width = max(map(len, words.values()))
    print()
    if outcomes:
        day = max(trial.parts[name].tried_on for name in outcomes).strftime(DAY)
        print(f"{mark}{say.text(DATED, project=trial.project, day=day)}")
    for name, outcome in outcomes.items():
        called = with_code(names.part(name).short(say.lang), name)
        seen, hint = (say.text(names.labeled(each, say.lang)) for each in (outcome.seen, outcome.hint))
        print(f"{mark}{words[outcome.verdict.value]:<{width}}  {called}: {seen}")
        if hint:
            print(f"{mark}{'':<{width}}  -> {hint}")
    counts = {value: sum(each.verdict.value == value for each in outcomes.values()) for value in words}
    print(f"{mark}" + say.text(COUNTS, works=counts["works"], fails=counts["does_not_work"], left=counts["not_tried"]))


def _as_json(trial: Trial, outcomes: dict[str, Outcome], names: Names, say: Say) -> dict[str, Any]:
    """What was found now, with the sentences in the reader's language."""
    found = trial.as_json()
    found["parts"] = [each for each in found["parts"] if each["part"] in outcomes]
    for each in found["parts"]:
        outcome = outcomes[each["part"]]
        each["verdict"], each["code"], each["other"] = outcome.verdict.value, outcome.seen.key, outcome.other
        for field, message in (("seen", outcome.seen), ("hint", outcome.hint)):
            each[field] = say.text(names.labeled(message, say.lang))
    return found
