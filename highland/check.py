"""`highland check FILE.py`: run the checks that every program on a board must pass."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from devices import HighlandError, Message
from devices.os_errors import cause
from highland.script import PLUG, SAY, SET
from messages import Say
from messages.arguments import Parser

if TYPE_CHECKING:
    from sim.programs.checking.check_run import CheckResult
    from sim.programs.checking.examine import Examination

HELP = Message("cli.check", "try a program in a scratch folder: every button, every sensor, what fails, and Ctrl-C")
EXAMPLE = """\
highland check fan.py
highland check pump.py --wiring wiring.toml --json
highland check logger.py -- --my-own-option 3
"""
FILE = Message("cli.check.file", "the program, such as fan.py")
WORDS = Message("cli.check.words", "what the program itself gets; what begins with a dash goes after --")
WIRING = Message(
    "cli.check.wiring", "wiring list with the parts on the board; without it, what the program asks for is plugged in"
)
SEED = Message("cli.check.seed", "random seed; the same number gives the same answers")
JSON = Message("cli.check.json", "print one JSON object and nothing else")

NO_FILE = Message("cli.check.no_file", "The program {file} cannot be read: {reason}.")
NO_FILE_HINT = Message("cli.check.no_file.hint", "Check the name, and in which folder it is.")
HEAD = Message("cli.check.head", "SIM: {file} on a virtual Raspberry Pi. No real pin is touched.")
RUNNING = Message("cli.check.running", "Runs:")
PASS = Message("cli.check.pass", "pass")
FAIL = Message("cli.check.fail", "FAIL")
SKIPPED = Message("cli.check.skipped", "-")
WHERE = Message("cli.check.where", "{file}, line {line}: {text}")
DO = Message("cli.check.do", "Do: {text}")
ALSO = Message("cli.check.also", "Also noticed:")
ALL_WELL = Message("cli.check.all_well", "{passed} of {passed} checks passed.")
NOT_WELL = Message("cli.check.not_well", "{failed} of {count} checks failed.")
PROVES = Message("cli.check.proves", "This was a simulation: it proves nothing about your wires and your board.")

FOUND_SOMETHING = 1
LEAVE = os._exit  # the real one: a program that runs is given another


def add_arguments(parser: Parser) -> None:
    """What `highland check` understands."""
    parser.add_argument("file", metavar="FILE.py", help=FILE)
    parser.add_argument("words", metavar="ARGUMENT", nargs="*", help=WORDS)
    parser.add_argument("--wiring", metavar="FILE.toml", help=WIRING)
    parser.add_argument("--set", metavar="KEY=VALUE", action="append", help=SET)
    parser.add_argument("--plug", metavar="PLACE=PART", action="append", help=PLUG)
    parser.add_argument("--say", metavar="PLACE=TEXT", action="append", help=SAY)
    parser.add_argument("--seed", metavar="N", type=int, default=0, help=SEED)
    parser.add_argument("--json", action="store_true", help=JSON)


def run(arguments: argparse.Namespace, say: Say) -> int:
    """Run every check and print the results; 1 when one failed."""
    from sim.programs.checking.examine import examine
    from sim.programs.script import LEFT_BEHIND

    stderr = sys.stderr

    def stuck() -> None:
        try:
            sys.stderr = stderr  # a program that is checked has another
            say.aside(LEFT_BEHIND)
        finally:
            LEAVE(FOUND_SOMETHING)

    wiring = None if arguments.wiring is None else Path(arguments.wiring)
    file = Path(arguments.file)
    try:
        with _progress(say, arguments.json) as progress:
            found = examine(
                file,
                wiring,
                words=arguments.words,
                seed=arguments.seed,
                progress=progress,
                sets=arguments.set or (),
                plugs=arguments.plug or (),
                says=arguments.say or (),
                on_left=stuck,
            )
    except OSError as error:
        raise HighlandError(NO_FILE(file=file, reason=cause(error)), NO_FILE_HINT) from error
    if arguments.json:
        print(json.dumps(found.as_json()))
    else:
        _print(found, say)
    return 0 if found.ok else FOUND_SOMETHING


@contextmanager
def _progress(say: Say, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """A bar on the terminal while it runs again and again; elsewhere nothing."""
    stderr = sys.stderr
    if quiet or not stderr.isatty():
        yield lambda done, of: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    title = TextColumn(say.text(RUNNING))
    with Progress(title, BarColumn(), MofNCompleteColumn(), console=Console(file=stderr), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def _print(found: Examination, say: Say) -> None:
    from sim.programs.plugging.workbench import guessed

    say(HEAD, file=Path(found.file).name)
    marks = {"pass": say.text(PASS), "fail": say.text(FAIL), "skipped": say.text(SKIPPED)}
    width = max(len(mark) for mark in marks.values())
    for result in found.results:
        _print_one(result, marks[result.result].ljust(width), " " * (width + 2), say)
    if found.notes:
        print()
        say(ALSO)
        for note in found.notes:
            print(f"  - {say.text(note.message)} {say.text(note.hint)}".rstrip())
    if found.guesses:
        print()
        say(guessed(found.guesses))
    for message in found.not_tried:
        print()
        print(say.text(message))
    print()
    asked = [each for each in found.results if each.result != "skipped"]
    failures = sum(each.result == "fail" for each in asked)
    if failures:
        say(NOT_WELL, failed=failures, count=len(asked))
    else:
        say(ALL_WELL, passed=len(asked))
    say(PROVES)


def _print_one(result: CheckResult, mark: str, margin: str, say: Say) -> None:
    print(f"{mark}  {say.text(result.check)} {say.text(result.seen)}")
    if result.line is not None:
        line = result.line
        print(margin + say.text(WHERE, file=Path(line.file).name, line=line.line, text=line.text))
    if result.do is not None:
        print(margin + say.text(DO, text=result.do))
