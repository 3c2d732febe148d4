"""`highland doctor [PROJECT]`: look for what is wrong with this board, and say how to mend it."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from devices import Message
from messages import Say
from messages.arguments import Parser

if TYPE_CHECKING:
    from firmware.project import Project
    from workshop.doctor.examine import Report
    from workshop.doctor.finding import Finding
    from workshop.doctor.machine import Machine

HELP = Message("cli.doctor", "look for what is wrong with this board, and say how to mend it")
EXAMPLE = """\
highland doctor
highland doctor gas_alarm
highland doctor gas_alarm --json
"""
PROJECT = Message(
    "cli.doctor.project",
    "name of a project, or the path of its folder; without it, the project that is installed here",
)
JSON = Message("cli.doctor.json", "print one JSON object, for scripts; its keys stay the same")

LOOKED_AT = Message("cli.doctor.looked_at", "Looked at: {board}. Its date comes from {source}.")
FOR_PROJECT = Message("cli.doctor.for_project", "{board}, project {project}")
NOT_A_PI = Message("cli.doctor.not_a_pi", "This is not a Raspberry Pi: {count} checks of a board are left out.")
NO_PROJECT = Message(
    "cli.doctor.no_project",
    "No project is named: {count} checks are left out. Name it, as in: highland doctor {example}",
)
THIS_COMPUTER = Message("cli.doctor.this_computer", "this computer")
WHY = Message("cli.doctor.why", "Why it matters: {why}")
DO = Message("cli.doctor.do", "What mends it: {command}")
OFFLINE = Message("cli.doctor.offline", "Without internet: {offline}")
NOT_LOOKED_AT = Message("cli.doctor.not_looked_at", "not looked at: {check}: {reason}")
SOUND = Message("cli.doctor.sound", "sound: {count} checks")


def add_arguments(parser: Parser) -> None:
    """What `highland doctor` understands."""
    parser.add_argument("project", metavar="PROJECT", nargs="?", help=PROJECT)
    parser.add_argument("--json", action="store_true", help=JSON)


def run(arguments: argparse.Namespace, say: Say) -> int:
    """Print what was found. 0: nothing; 1: worth knowing, or not looked at; 2: wrong. Raises HighlandError."""
    from workshop.doctor.examine import examine
    from workshop.doctor.machine import Machine

    machine = Machine(Path("/"), project=_project(arguments.project))
    report = examine(machine)
    if arguments.json:
        print(json.dumps(as_json(report, machine, say), ensure_ascii=False, indent=2))
    else:
        tell(report, machine, say)
    return report.exit_code


def _project(asked: str | None, root: Path = Path("/")) -> Project | None:
    """The project that is named, else the one whose service is installed here."""
    from firmware.project import find, names

    if asked is not None:
        return find(asked)
    wanted = root / "etc/systemd/system/multi-user.target.wants"
    installed = sorted(each.stem.partition("@")[2] for each in wanted.glob("highland@*.service"))
    known = [name for name in installed if name in names()]
    return find(known[0]) if known else None


def tell(report: Report, machine: Machine, say: Say) -> None:
    """Print a report for a person."""
    from workshop.doctor.checks.clock import SOURCES

    board: Message | str = machine.model or THIS_COMPUTER
    if machine.project is not None:
        board = FOR_PROJECT(board=board, project=machine.project.name)
    say(LOOKED_AT, board=board, source=SOURCES[machine.clock.state().source])
    _tell_left_out(report, machine, say)
    for finding in report.findings:
        print()
        print(f"{say.text(finding.kind.level.value)}: {_text(finding.seen, machine, say)}")
        print(f"  {_text(WHY(why=finding.why), machine, say)}")
        print(f"  {_text(DO(command=finding.command or finding.offline), machine, say)}")
        if finding.command:
            print(f"  {_text(OFFLINE(offline=finding.offline), machine, say)}")
    print()
    for each in report.not_looked:
        say(NOT_LOOKED_AT, check=each.check.title, reason=each.reason)
    say(SOUND, count=len(report.sound))


def _tell_left_out(report: Report, machine: Machine, say: Say) -> None:
    from workshop.doctor.table import Where

    if machine.model is None:
        count = sum(1 for each in report.not_here if each.where in (Where.PI, Where.PI_WITH_PROJECT))
        say(NOT_A_PI, count=count)
    elif machine.project is None:
        say(NO_PROJECT, count=len(report.not_here), example="gas_alarm")


def _text(message: Message, machine: Machine, say: Say) -> str:
    """A sentence with the names that the project gives its parts."""
    names = machine.project.names() if machine.project is not None else None
    return say.text(names.labeled(message, say.lang) if names is not None else message)


def as_json(report: Report, machine: Machine, say: Say) -> dict[str, Any]:
    """A report for a script."""
    return {
        "version": 1,
        "board": machine.model,
        "project": machine.project.name if machine.project is not None else None,
        "date_from": machine.clock.state().source,
        "exit": report.exit_code,
        "findings": [_finding(each, machine, say) for each in report.findings],
        "not_looked_at": [{"check": each.check.key, "reason": say.text(each.reason)} for each in report.not_looked],
        "left_out": [each.key for each in report.not_here],
        "sound": [each.key for each in report.sound],
    }


def _finding(finding: Finding, machine: Machine, say: Say) -> dict[str, Any]:
    return {
        "kind": finding.kind.key,
        "level": finding.kind.level.name.lower(),
        "seen": _text(finding.seen, machine, say),
        "why": _text(finding.why, machine, say),
        "command": finding.command or None,
        "offline": _text(finding.offline, machine, say),
        "values": {key: _value(value, say) for key, value in finding.values.items()},
    }


def _value(value: object, say: Say) -> object:
    if isinstance(value, Message):
        return say.text(value)
    return value if isinstance(value, int | float) else str(value)
