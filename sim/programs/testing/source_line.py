"""Which line of a pupil's program is at work, or made a mistake."""

from __future__ import annotations

import linecache
import sys
import traceback
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from sim.programs.mistakes import ProgramFiles


class SourceLine(NamedTuple):
    """One line of one file."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{Path(self.file).name}, line {self.line}"

    @property
    def text(self) -> str:
        """What stands there."""
        return linecache.getline(self.file, self.line).strip()


class Sources:
    """The files of one program: those of its folder, except installed libraries and the files that test it."""

    def __init__(self, file: Path, tests: Path | None = None) -> None:
        self._are_of_program = [ProgramFiles(file)]
        self._tests: dict[str, bool] = {} if tests is None else {str(tests): False}
        self._known = dict(self._tests)

    def add(self, file: Path) -> None:
        """Take in the folder of one more program."""
        self._are_of_program.append(ProgramFiles(file))
        self._known = dict(self._tests)

    def has(self, file: str) -> bool:
        """Whether a file belongs to the program."""
        known = self._known.get(file)
        if known is None:
            self._known[file] = known = any(is_of_program(file) for is_of_program in self._are_of_program)
        return known

    def at_work(self, frame: FrameType | None = None) -> SourceLine | None:
        """The program's innermost line on the way to the caller, or to `frame`; None when it is not on the way."""
        here = sys._getframe(1) if frame is None else frame
        while here is not None:
            if self.has(here.f_code.co_filename):
                return SourceLine(here.f_code.co_filename, here.f_lineno)
            here = here.f_back  # type: ignore[assignment]  # None at the end
        return None

    def of_error(self, error: BaseException) -> SourceLine | None:
        """The program's last line on the way to an error; the place of the slip for a SyntaxError."""
        if isinstance(error, SyntaxError) and error.filename and self.has(error.filename):
            return SourceLine(error.filename, error.lineno or 1)
        for entry in reversed(traceback.extract_tb(error.__traceback__)):
            if self.has(entry.filename):
                return SourceLine(entry.filename, entry.lineno or 1)
        return None
