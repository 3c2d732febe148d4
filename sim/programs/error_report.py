"""An error that ended a program, as a learner reads it: which line of their file, what Python says, what to check."""

from __future__ import annotations

import io
import linecache
import os
import re
import sys
import traceback
from collections.abc import Callable
from contextlib import redirect_stderr
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from devices import Message
from sim.programs.hints import BUSY, hint_for

AT = Message("script.mistake.at", "The program stopped with an error in {file}, line {line}:")
IN_A_LIBRARY = Message("script.mistake.somewhere", "The program stopped with an error:")
UNREADABLE = Message("script.mistake.syntax", "Python cannot read {file}, line {line}:")
SAID = Message("script.mistake.said", "{kind}: {text}")
IN_PASSING = Message(
    "script.mistake.passing",
    "A thread or callback stopped with an error in {file}, line {line}; the rest of the program goes on:",
)
CHECK = Message("script.mistake.check", "Check: {hint}")
DETAILS = Message("script.mistake.details", "--details shows the full traceback.")
OURS = "sim.libraries.stand_ins."  # a board has the modules themselves
COLOR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True, slots=True)
class ErrorReport:
    """What went wrong. `line` and `source` are those of the program's own folder, when it got that far."""

    kind: str
    text: str
    file: str | None
    line: int | None
    source: str
    hint: Message | None
    way: str  # the traceback, without our own part
    is_syntax: bool = False

    def as_json(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "kind": self.kind,
            "text": self.text,
            "file": self.file,
            "line": self.line,
            "source": self.source.strip(),
            "hint": None if self.hint is None else self.hint.render(),
        }

    def lines(self, details: bool, in_passing: bool = False) -> list[Message | str]:
        """What people read: sentences to translate, and lines that stay as they are.

        `in_passing` is an error that ended a thread or a callback, not the program.
        """
        if self.file is None:
            found: list[Message | str] = [IN_A_LIBRARY]
        else:
            where = UNREADABLE if self.is_syntax else IN_PASSING if in_passing else AT
            found = [where(file=Path(self.file).name, line=self.line), *self.source.splitlines()]
        found.append(SAID(kind=self.kind, text=self.text) if self.text else self.kind)
        if self.hint is not None:
            found.append(CHECK(hint=self.hint))
        if details:
            found += self.way.rstrip().splitlines()
        elif not self.is_syntax and not in_passing:
            found.append(DETAILS)
        return found


def report_of(error: BaseException, is_of_program: Callable[[str], bool]) -> ErrorReport:
    """What a learner should know about an error of the program."""
    trace = traceback.extract_tb(error.__traceback__)
    is_own = bool(trace) and is_of_program(trace[-1].filename)
    kind, hint = type(error).__name__, hint_for(error, os.getcwd(), is_own)
    if isinstance(error, SyntaxError) and error.filename and is_of_program(error.filename):
        source, text = _marked(error), error.msg or ""
        return ErrorReport(kind, text, error.filename, error.lineno, source, hint, _way(error, is_of_program), True)
    way = _way(error, is_of_program)
    text = _text(error, way)
    frames = [each for each in trace if is_of_program(each.filename)]
    if not frames:
        return ErrorReport(kind, text, None, None, "", hint, way)
    last = frames[-1]
    return ErrorReport(kind, text, last.filename, last.lineno, f"    {(last.line or '').strip()}", hint, way)


def report_of_spin(
    error: BaseException, thread_at: FrameType | None, is_of_program: Callable[[str], bool]
) -> ErrorReport:
    """A loop that waits for nothing, in the program itself or in the thread that was at `thread_at`."""
    found = report_of(error, is_of_program)
    file, line, source = found.file, found.line, found.source
    while thread_at is not None and not is_of_program(thread_at.f_code.co_filename):
        thread_at = thread_at.f_back
    if thread_at is not None:
        file, line = thread_at.f_code.co_filename, thread_at.f_lineno
        source = f"    {linecache.getline(file, line).strip()}"
    return ErrorReport("KeyboardInterrupt", "", file, line, source, BUSY, found.way)


def _marked(error: SyntaxError) -> str:
    """The line with a mark under the place that Python complains about."""
    line = (error.text or linecache.getline(error.filename or "", error.lineno or 0)).rstrip("\n")
    stripped = line.lstrip()
    if not stripped:
        return ""
    column = max((error.offset or 1) - 1 - (len(line) - len(stripped)), 0)
    return f"    {stripped.rstrip()}\n    {' ' * column}^"


def _way(error: BaseException, is_of_program: Callable[[str], bool]) -> str:
    """The traceback from the program's first line on, as Python itself prints it."""
    trace = error.__traceback__
    while trace is not None and not is_of_program(trace.tb_frame.f_code.co_filename):
        trace = trace.tb_next
    printed, whole = io.StringIO(), error.__traceback__
    with redirect_stderr(printed):
        sys.__excepthook__(type(error), error.with_traceback(trace or whole), trace or whole)
    error.with_traceback(whole)
    return COLOR.sub("", printed.getvalue()).replace(OURS, "")


def _text(error: BaseException, way: str) -> str:
    """What Python says after the name of the error, with its suggestion: `Did you mean: ...`."""
    said = traceback.format_exception_only(type(error), error)[-1].strip().splitlines()[0].replace(OURS, "")
    printed = [line for line in way.splitlines() if line.startswith(said)]
    return (printed[-1] if printed else said).partition(": ")[2]
