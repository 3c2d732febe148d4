"""`highland run --check`: what would be opened, and on a Pi what its board lacks for that."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from devices import Message
from highland._run_start import LESSON_LAW
from messages import Say

if TYPE_CHECKING:
    from firmware.names import Names
    from firmware.plan import Plan
    from firmware.project import Project

WOULD_OPEN = Message(
    "cli.run.would_open",
    "{project}: law, wiring list and drivers match. On a Raspberry Pi these parts would be opened:",
)
BOARD_HAS_ALL = Message(
    "cli.run.board_has_all", "{board}: the libraries, permissions and buses that these parts need are there."
)
BOARD_LACKS = Message("cli.run.board_lacks", "{board} lacks something that these parts need:")
ALL_PARTS = Message("cli.run.all_parts", "all parts")
MEASURED = Message("cli.run.measured", "Measured on the units of this board, by day and file:")
NO_PIN_OPENED = Message("cli.run.no_pin_opened", "No pin was opened.")

FOUND_SOMETHING = 1


def checked(plan: Plan, project: Project, board: str | None, say: Say) -> int:
    """Print it. 0: nothing stands in the way; 1: something does."""
    names = project.names()
    if project.is_lesson:
        say(LESSON_LAW, project=project.name)
    say(WOULD_OPEN, project=project.name)
    _list(plan, names, say)
    _tell_measured(project, names, say)
    code = 0 if board is None else _board(plan, names, board, say)
    say(NO_PIN_OPENED)
    return code


def _list(plan: Plan, names: Names, say: Say) -> None:
    from firmware.names import with_code

    for part in plan.parts:
        options = ", ".join(f"{key}={value}" for key, value in part.wired.options.items())
        called = with_code(names.part(part.wired.name).short(say.lang), part.wired.name)
        fields = (with_code(names.thing(each).short(say.lang), each) for each in part.fields)
        print(f"  {called}: {part.wired.driver}({options}) -> {', '.join(fields) or '-'}")


def _tell_measured(project: Project, names: Names, say: Say) -> None:
    """Which of these values were measured on this board's own units, when, and in which file that stands."""
    from firmware.names import with_code

    measured = project.calibration()
    if measured:
        say(MEASURED)
    for each in measured:
        values = ", ".join(f"{key}={value}" for key, value in each.values.items())
        called = with_code(names.part(each.part).short(say.lang), each.part)
        print(f"  {called}: {values} ({each.measured_on}, {each.file})")


def _board(plan: Plan, names: Names, board: str, say: Say) -> int:
    from firmware.board.check import board_findings

    found = board_findings(plan, board, os.environ)
    if not found:
        say(BOARD_HAS_ALL, board=board)
        return 0
    say(BOARD_LACKS, board=board)
    for each in found:
        parts = ", ".join(names.part(name).short(say.lang) for name in each.parts) or say.text(ALL_PARTS)
        print(f"  {parts}: {say.text(each.error.message)} {say.text(each.error.hint)}".rstrip())
    return FOUND_SOMETHING
