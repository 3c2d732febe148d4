"""`highland classroom`: a class whose browsers are boards, with this computer as the one they meet at."""

from __future__ import annotations

import argparse
import sys
import threading
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from devices import HighlandError, Message
from messages import Say
from messages.arguments import NOT_TOGETHER, TRY_HELP, Parser, UsageError

if TYPE_CHECKING:
    from classroom.relay.options import ClassOptions, Join
    from firmware.project import Project
    from web.server import Server

HELP = Message(
    "cli.classroom",
    "open a class: every pupil's browser is a board, and this computer passes on what the teacher shows, breaks and "
    "collects; no internet, no accounts",
)
EXAMPLE = """\
highland classroom --lesson gas_2 --name 8A
highland classroom --project water_filter --seats 30
highland classroom --resume
highland classroom --export boards
"""
PROJECT = Message("cli.classroom.project", "all pupils work on this project (without it, each chooses one)")
LESSON = Message(
    "cli.classroom.lesson",
    "open this lesson, such as gas_2, or a folder with one of your own (without it, the teacher's page lists them)",
)
SEATS = Message("cli.classroom.seats", "how many pupils there may be (40)")
PORT = Message("cli.classroom.port", "port of the pages (the first free one from 8300 to 8309)")
NAME = Message("cli.classroom.name", "name of the class, such as 8A")
RESUME = Message("cli.classroom.resume", "go on with the class that ran last: seats, works, PIN and word")
EXPORT = Message("cli.classroom.export", "write the pupils' pages into this folder, for any web server; start no class")
DATA = Message("cli.classroom.data", "folder for the classes (default: in your own folder)")
NO_BROWSER = Message("cli.classroom.no_browser", "do not open the teacher's page")

READY = Message("cli.classroom.ready", "The class {name} is open. Ctrl-C ends it; nothing is lost.")
NO_SANDBOX = Message(
    "cli.classroom.no_sandbox",
    "Work with changed code is marked by the teacher's page: keep it open until all marks are there. {reason} {hint}",
)
READY_UNNAMED = Message("cli.classroom.ready_unnamed", "The class is open. Ctrl-C ends it; nothing is lost.")
PUPILS_AT = Message("cli.classroom.pupils_at", "Pupils: {address}")
WORD = Message("cli.classroom.word", "Word of the class: {word}")
TEACHER_AT = Message("cli.classroom.teacher_at", "Teacher: {address}")
PIN = Message("cli.classroom.pin", "PIN: {pin} (only for you; do not show this window on the projector)")
WI_FI = Message(
    "cli.classroom.wi_fi",
    "All devices must be in the same Wi-Fi, and it needs no internet. Use a router for 40: a Windows hotspot takes 8.",
)
NO_NETWORK = Message(
    "cli.classroom.no_network", "This computer is in no network: nobody else can join. Connect it, and start again."
)
OTHER_PORT = Message(
    "cli.classroom.other_port",
    "Port {port} of this class is taken, so its address has changed: pupils open the new one and join again.",
)
KEPT = Message("cli.classroom.kept", "The class is kept in {folder}. `highland classroom --resume` goes on with it.")
BAD_SEATS = Message("cli.classroom.bad_seats", "--seats cannot be {seats}.")
BAD_SEATS_HINT = Message("cli.classroom.bad_seats.hint", "Give a number from 1 to {most}.")
OUTSIDE = Message("cli.classroom.outside", "A class works on projects of Highland; {project} is another.")
OUTSIDE_HINT = Message("cli.classroom.outside.hint", "The projects are: {names}.")
UNNAMED = Message("cli.classroom.unnamed", "our class")
EXPORTED = Message(
    "cli.classroom.exported",
    "{count} files, {megabytes:.1f} MB, are in {folder}. Its README says how to show them.",
)

PROGRAM = "highland classroom"
USUAL_SEATS, MOST_SEATS = 40, 100
LONGEST_NAME = 40


def add_arguments(parser: Parser) -> None:
    """The options of `highland classroom`."""
    parser.add_argument("--project", metavar="PROJECT", help=PROJECT)
    parser.add_argument("--lesson", metavar="NAME", help=LESSON)
    parser.add_argument("--seats", metavar="NUMBER", type=int, help=SEATS)
    parser.add_argument("--name", metavar="TITLE", help=NAME)
    parser.add_argument("--port", metavar="PORT", type=int, help=PORT)
    parser.add_argument("--resume", action="store_true", help=RESUME)
    parser.add_argument("--export", metavar="FOLDER", help=EXPORT)
    parser.add_argument("--data", metavar="FOLDER", help=DATA)
    parser.add_argument("--no-browser", action="store_true", help=NO_BROWSER)


def run(arguments: argparse.Namespace, say: Say) -> int:
    """Open a class until it is stopped, or write its pages. 0: done, or stopped by the user."""
    together = [name for name in ("--project", "--lesson", "--resume") if getattr(arguments, name[2:])]
    if len(together) > 1:
        raise UsageError(NOT_TOGETHER(name=together[0], other=together[1]), TRY_HELP(program=PROGRAM))
    if arguments.export is not None:
        if arguments.lesson is not None:
            raise UsageError(NOT_TOGETHER(name="--lesson", other="--export"), TRY_HELP(program=PROGRAM))
        return _export(arguments, say)
    return _serve(arguments, say)


def _serve(arguments: argparse.Namespace, say: Say) -> int:
    from classroom.relay.keep import Keeper
    from classroom.serve import PORTS, open_class
    from firmware.host import stopped_by_signals
    from web.seldom import seldom_logged
    from web.this_computer import allow_files

    home = _home(arguments)
    options, folder, port = (_again if arguments.resume else _new)(arguments, home, say)
    usual = [*([port] if port is not None else []), *PORTS]
    ports = usual if arguments.port is None else [arguments.port]
    stop = threading.Event()
    allow_files()
    with (
        seldom_logged(),
        stopped_by_signals(stop.set),
        open_class(options, Keeper(folder), ports, _join_by, resume=arguments.resume) as server,
    ):
        if arguments.port is None and port not in (None, server.port):
            say(OTHER_PORT, port=port)
        _tell(options, server, arguments, say)
        while not stop.wait(1.0):  # in steps, since on Windows an endless wait cannot be interrupted
            pass
    say(KEPT, folder=folder)
    return 0


def _new(arguments: argparse.Namespace, home: Path, say: Say) -> tuple[ClassOptions, Path, int | None]:
    from classroom.lesson import lesson_named
    from classroom.relay.entry.class_word import new_word
    from classroom.relay.entry.pin import new_pin
    from classroom.serve import class_options

    lesson = None if arguments.lesson is None else lesson_named(arguments.lesson)
    project = _project(arguments.project if lesson is None else lesson.project)
    seats = USUAL_SEATS if arguments.seats is None else arguments.seats
    if not 1 <= seats <= MOST_SEATS:
        raise UsageError(BAD_SEATS(seats=seats), BAD_SEATS_HINT(most=MOST_SEATS))
    name = _clean(arguments.name or "") or say.text(UNNAMED)
    options = class_options(name, new_word(), new_pin(), say.lang, seats, project, lesson)
    return options, _folder(home, name), None


def _again(arguments: argparse.Namespace, home: Path, say: Say) -> tuple[ClassOptions, Path, int | None]:
    from classroom.relay.keep import Keeper, newest
    from classroom.serve import kept_options

    folder = newest(home, arguments.name)
    kept = Keeper(folder).read_class()
    options, port = kept_options(kept, folder, say.lang)
    return options, folder, port


def _tell(options: ClassOptions, server: Server, arguments: argparse.Namespace, say: Say) -> None:
    import webbrowser

    from classroom.marks.sandbox import trouble
    from classroom.qr import for_terminal
    from highland._page import can_open
    from web.this_computer import addresses

    found = [f"http://{address}:{server.port}/" for address in addresses()]
    if options.name == say.text(UNNAMED):
        say(READY_UNNAMED)
    else:
        say(READY, name=options.name)
    if found:
        print(for_terminal(with_word(found[0], options.word)))
    for address in found:
        say(PUPILS_AT, address=address)
    say(WORD, word=options.word)
    teacher = f"http://127.0.0.1:{server.port}/teacher"
    say(TEACHER_AT, address=teacher)
    say(PIN, pin=options.pin)
    refused = trouble()
    if refused is not None:
        say(NO_SANDBOX, reason=refused.message, hint=refused.hint)
    say(WI_FI if found else NO_NETWORK)
    sys.stdout.flush()
    if not arguments.no_browser and can_open():
        webbrowser.open(teacher)


def _join_by(port: int, word: str) -> Join:
    """How pupils come in, for the projector."""
    from classroom.qr import rows
    from classroom.relay.options import Join
    from web.this_computer import addresses

    found = addresses()
    address = f"http://{found[0] if found else '127.0.0.1'}:{port}/"
    return Join(address, rows(with_word(address, word)), port)


def with_word(address: str, word: str) -> str:
    """The address in the QR code: the word goes along, so that a phone need not type it."""
    return f"{address}#{word}"


def _export(arguments: argparse.Namespace, say: Say) -> int:
    from classroom.export import export_to
    from classroom.serve import exported

    project = _project(arguments.project)
    files = exported([project] if project is not None else None, say.lang)
    size = export_to(Path(arguments.export), files)
    say(EXPORTED, count=len(files), megabytes=size / 1e6, folder=arguments.export)
    return 0


def _project(name: str | None) -> Project | None:
    from firmware.project import find, names

    if name is None:
        return None
    project = find(name)
    if not project.is_shipped or not (project.name in names() or project.is_class_version):
        raise HighlandError(OUTSIDE(project=name), OUTSIDE_HINT(names=", ".join(names())))
    return project


def _home(arguments: argparse.Namespace) -> Path:
    from firmware.host import state_home

    return Path(arguments.data) if arguments.data is not None else state_home() / "classroom"


def _folder(home: Path, name: str) -> Path:
    """A new one for each class, so that nothing is written over."""
    letters = "".join(each if each.isascii() and each.isalnum() else "-" for each in name).strip("-") or "class"
    stem = f"{datetime.now():%Y-%m-%d-%H%M%S}-{letters}"
    return home / stem


def _clean(name: str) -> str:
    return " ".join("".join(each if each.isprintable() else " " for each in name).split())[:LONGEST_NAME]
