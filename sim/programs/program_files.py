"""Which files are the program's own, which of its lines is at work, and which modules its `import` finds.

A pupil's own sim.py or devices.py beside the program: the program finds its own, and we find ours.
"""

from __future__ import annotations

import builtins
import linecache
import os
import sys
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any, NamedTuple

from sim.python.swaps import ROOMS

OUR_TREE = Path(__file__).resolve().parents[2]
OUR_FILES = tuple(str(OUR_TREE / room) + sep for room in ROOMS for sep in ("/", "\\"))
LIBRARY_FOLDERS = ("site-packages", "dist-packages")


class ProgramFiles:
    """Says of a file's name whether it belongs to the program: its own file, or one of its folder."""

    def __init__(self, file: Path) -> None:
        self._file = str(file)
        self._folder = str(file.parent) + os.sep

    def __call__(self, name: str) -> bool:
        return name == self._file or (
            name.startswith(self._folder)
            and not any(f"{os.sep}{folder}{os.sep}" in name for folder in LIBRARY_FOLDERS)
            and not name.startswith(OUR_FILES)
        )


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

    def is_at(self, frame: FrameType) -> SourceLine | None:
        """The program's line at which this very frame is; None when it is no frame of the program."""
        return SourceLine(frame.f_code.co_filename, frame.f_lineno) if self.has(frame.f_code.co_filename) else None

    def at_work(self, frame: FrameType | None = None) -> SourceLine | None:
        """The program's innermost line on the way to the caller, or to `frame`; None when it is not on the way."""
        here = sys._getframe(1) if frame is None else frame
        known = self._known  # looked at here, too: this is asked at each change of a pin
        while here is not None:
            file = here.f_code.co_filename
            if known.get(file) or (file not in known and self.has(file)):
                return SourceLine(file, here.f_lineno)
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


# Stand-ins for files that kits put beside their lessons: where the file itself is there, Python takes it.
KIT_FILES = ("ADCDevice", "hx711", "rpi_lcd", "spi", "tm1637")


@contextmanager
def own_kit_files(folder: Path) -> Iterator[None]:
    """While it is entered, with the board on, such a file in the program's folder is imported, and not our stand-in."""
    ours = {name: sys.modules.pop(name) for name in KIT_FILES if name in sys.modules and _is_in(folder, name)}
    try:
        yield
    finally:
        sys.modules.update(ours)


class OwnNames:
    """While it is entered, `import` in the program prefers the modules of its own folder over our rooms."""

    def __init__(self, folder: Path) -> None:
        self._names = frozenset() if folder == OUR_TREE else frozenset(name for name in ROOMS if _is_in(folder, name))
        self._import = builtins.__import__
        self._theirs: dict[str, ModuleType] = {}
        self._ours: dict[str, ModuleType] = {}
        self._turned = False

    def __enter__(self) -> None:
        if self._names:
            sys.path.insert(0, str(OUR_TREE))  # before the folder of the program
            for name in self._names:
                import_module(name)
            sys.path.remove(str(OUR_TREE))
            self._import = builtins.__import__
            builtins.__import__ = self._import_for

    def __exit__(self, *_: object) -> None:
        if self._names:
            builtins.__import__ = self._import
            self._theirs.clear()

    def _import_for(
        self,
        name: str,
        globals: Mapping[str, Any] | None = None,
        locals: Mapping[str, Any] | None = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> ModuleType:
        asker = str((globals or {}).get("__file__") or "")
        root = (name if level == 0 else str((globals or {}).get("__package__") or "")).partition(".")[0]
        theirs = root in self._names and not asker.startswith(OUR_FILES)
        if theirs is self._turned or (root not in self._names):
            return self._import(name, globals, locals, fromlist, level)
        with self._turn():
            return self._import(name, globals, locals, fromlist, level)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        self._exchange()
        try:
            yield
        finally:
            self._exchange()

    def _exchange(self) -> None:
        """Put the others' modules in the place of those that are there."""
        here = {name: module for name, module in list(sys.modules.items()) if name.partition(".")[0] in self._names}
        for name in here:
            del sys.modules[name]
        if self._turned:
            self._theirs = here
            sys.modules.update(self._ours)
        else:
            self._ours = here
            sys.modules.update(self._theirs)
        self._turned = not self._turned


def _is_in(folder: Path, name: str) -> bool:
    return (folder / f"{name}.py").is_file() or any((folder / name).glob("*.py"))
