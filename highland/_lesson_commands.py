"""The commands of `highland lesson`: each with its help, an example, its options, and what it does."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from devices import Message
from highland import _lesson_papers
from highland._lesson_papers import LESSON
from messages import Say
from messages.arguments import Parser

if TYPE_CHECKING:
    from lessons.checking.check import Line
    from lessons.checking.kept import Kept
    from lessons.reading.lesson import Lesson
    from lessons.reading.mistakes import LessonError

LIST = Message("cli.lesson.list", "list the lessons")
LIST_EXAMPLE = "highland lesson list\n"
SHOW = Message("cli.lesson.show", "show a lesson as its teacher sees it")
SHOW_EXAMPLE = "highland lesson show gas_2\nhighland lesson show gas_2 --pupil\n"
CHECK = Message("cli.lesson.check", "play every run of the lessons, and compare what comes out with what they say")
CHECK_EXAMPLE = "highland lesson check\nhighland lesson check gas_2 ./my_lesson\n"
PRINT = Message("cli.lesson.print", "print all papers of a lesson: two sheets, slides and the national form")
PRINT_EXAMPLE = """\
highland lesson print gas_2 --out papers
highland lesson print gas_2 --out papers --lang vi --school "THCS Sa Pa"
highland lesson print gas_2 --out papers --pdf
"""
LESSONS = Message("cli.lesson.lessons", "ids of lessons, or paths of folders (default: all lessons)")
PUPIL = Message("cli.lesson.pupil", "only what pupils see: no numbers, no answers, no words for the teacher")
FRESH = Message("cli.lesson.fresh", "play again what was played before and has not changed")
WORKERS = Message("cli.lesson.workers", "runs at the same time (default: one per processor)")
JSON = Message("cli.lesson.json", "print the result as one JSON object and nothing else")

HEAD = (
    Message("cli.lesson.head.id", "lesson"),
    Message("cli.lesson.head.grades", "grades"),
    Message("cli.lesson.head.minutes", "minutes"),
    Message("cli.lesson.head.title", "title"),
    Message("cli.lesson.head.question", "question"),
)
SPOILED = Message("cli.lesson.spoiled", "cannot be read; `highland lesson check {name}` says why")
SAID = Message("cli.lesson.said", "said {said}, came out as {got}")
NOTHING = Message("cli.lesson.nothing", "nothing of that name")
RIGHT = Message("cli.lesson.right", "right")
WRONG = Message("cli.lesson.wrong", "WRONG")
SUMMARY = Message("cli.lesson.summary", "{right} of {count} numbers are right. Mistakes in the files: {mistakes}.")

FOUND = 1


class Command(NamedTuple):
    """One command."""

    help: Message
    example: str
    add_arguments: Callable[[Parser], None]
    run: Callable[[argparse.Namespace, Say], int]


def _no_arguments(parser: Parser) -> None:
    """It has no options of its own."""


def _list(arguments: argparse.Namespace, say: Say) -> int:
    """One line a lesson; one that cannot be read says so."""
    from devices import HighlandError
    from lessons import names
    from lessons.reading.shelf import read_for

    rows = [[say.text(each) for each in HEAD]]
    for name in names():
        try:
            lesson = read_for(name, say.lang)
        except HighlandError:
            rows.append([name, "", "", say.text(SPOILED, name=name), ""])
        else:
            grades = ", ".join(map(str, lesson.grades))
            rows.append([name, grades, str(lesson.minutes), lesson.title, lesson.question])
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    for number, row in enumerate(rows):
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
        if number == 0:
            print("  ".join("-" * width for width in widths))
    return 0


def _show_arguments(parser: Parser) -> None:
    parser.add_argument("lesson", metavar="NAME", help=LESSON)
    parser.add_argument("--pupil", action="store_true", help=PUPIL)


def _show(arguments: argparse.Namespace, say: Say) -> int:
    from highland._lesson_shown import show
    from lessons.reading.shelf import read_for

    lesson = read_for(arguments.lesson, say.lang)
    show(lesson.for_pupils() if arguments.pupil else lesson, say)
    return 0


def _check_arguments(parser: Parser) -> None:
    parser.add_argument("lessons", metavar="NAME", nargs="*", help=LESSONS)
    parser.add_argument("--fresh", action="store_true", help=FRESH)
    parser.add_argument("--workers", metavar="N", type=int, default=os.cpu_count() or 1, help=WORKERS)
    parser.add_argument("--json", action="store_true", help=JSON)


def _check(arguments: argparse.Namespace, say: Say) -> int:
    """0: every file is sound and every number right; 1: something is not."""
    from highland._scenario_runs import progress
    from lessons import names
    from lessons.checking.check import check
    from lessons.reading.shelf import read_all

    lessons: list[Lesson] = []
    errors: list[LessonError] = []
    for name in arguments.lessons or names():
        found, mistakes = read_all(name)
        errors += mistakes
        lessons += found[:1]  # twins share their runs
    with progress(quiet=arguments.json or not sys.stderr.isatty(), say=say) as done:
        kept = None if arguments.fresh else _kept()
        lines = check(lessons, workers=max(1, arguments.workers), kept=kept, on_progress=done)
    right = sum(each.is_right for each in lines)
    if arguments.json:
        _print_json(lines, errors)
    else:
        for error in errors:
            say.error(error)
        _print_lines(lines, say)
        say(SUMMARY, right=right, count=len(lines), mistakes=len(errors))
    return FOUND if errors or right < len(lines) else 0


def _kept() -> Kept | None:
    """What was played before; nothing for a user without a home."""
    from firmware.host import NoHome
    from lessons.checking.kept import Kept, cache_folder

    try:
        return Kept(cache_folder())
    except NoHome:
        return None


def _print_json(lines: Sequence[Line], errors: Sequence[LessonError]) -> None:
    from firmware.trace import SIM

    numbers = [
        {
            "lesson": each.lesson,
            "run": each.run,
            "name": each.name,
            "said": each.said,
            "got": each.got,
            "right": each.is_right,
        }
        for each in lines
    ]
    print(json.dumps({"provenance": SIM, "mistakes": [str(each) for each in errors], "numbers": numbers}))


def _print_lines(lines: Sequence[Line], say: Say) -> None:
    width = max((len(f"{each.lesson} {each.run}") for each in lines), default=0)
    names = max((len(each.name) for each in lines), default=0)
    marks = {True: say.text(RIGHT), False: say.text(WRONG)}
    marked = max(map(len, marks.values()))
    for each in lines:
        got = say.text(NOTHING) if each.got is None else each.got if isinstance(each.got, str) else f"{each.got:.5g}"
        told = say.text(each.failure) if each.failure is not None else say.text(SAID, said=each.said, got=got)
        print(
            f"{marks[each.is_right]:<{marked}}  {each.lesson + ' ' + each.run:<{width}}  {each.name:<{names}}  {told}"
        )


COMMANDS = {
    "list": Command(LIST, LIST_EXAMPLE, _no_arguments, _list),
    "show": Command(SHOW, SHOW_EXAMPLE, _show_arguments, _show),
    "check": Command(CHECK, CHECK_EXAMPLE, _check_arguments, _check),
    "print": Command(PRINT, PRINT_EXAMPLE, _lesson_papers.add_arguments, _lesson_papers.run),
}
