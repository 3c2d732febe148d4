"""Python's own errors in a learner's words: of which kind, what stands there, why that is likely, and what to try."""

from __future__ import annotations

from pathlib import Path

from devices import HighlandError, Message
from sim.programs.mistakes import names, values
from sim.programs.mistakes.causes import CAUSES
from sim.programs.mistakes.mistake import Mistake, first_of, seen_in
from sim.programs.mistakes.syntax import mistake_in_line

__all__ = ["CAUSES", "Mistake", "mistake_in"]

OTHER = Message("mistake.other", "Python reports: {error}.")
LONGEST = 300  # letters of what Python reports


def mistake_in(error: BaseException, folder: Path | None = None) -> Mistake:
    """What the error is; what nobody has put into words is told as Python says it. Never raises.

    `folder` holds the learner's own files. Ask while they still lie where they were
    run: what stands in a line is read from its file.
    """
    if isinstance(error, HighlandError):
        return Mistake("wiring", error.message)
    if isinstance(error, SyntaxError):
        return mistake_in_line(error)
    text = str(error)
    found = first_of((*names.ROWS, *values.ROWS), seen_in(error, folder), text)
    said = f"{type(error).__name__}: {text}" if text else type(error).__name__
    return found or Mistake("other", OTHER(error=said[:LONGEST]))
