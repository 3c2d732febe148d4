"""A scratch folder for a program that is checked: a copy of its folder, in which it may write what it likes."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Self

from sim.programs.program_files import LIBRARY_FOLDERS

MOST_BYTES = 1_000_000  # chosen, of one file: a program, its settings and its log are smaller, a film is not
MOST_FILES, MOST_TOGETHER = 500, 20_000_000  # chosen: a copy takes no second
MOST_SEEN = 5_000  # chosen: of a folder with more, such as a whole home, the rest is not even looked at
NOT_THE_PROGRAMS = ("__pycache__", "node_modules", "site-packages")
ENVIRONMENT = "pyvenv.cfg"  # what makes a folder a virtual environment of Python (PEP 405)
ELSEWHERE = "elsewhere"


class Scratch:
    """The copy. `file` is the program in it, `left_out` what was not copied, `strays` what was written elsewhere.

    Where the program is started stays where it was: in its own folder, or above it.
    """

    def __init__(self, file: Path) -> None:
        self._file = file.absolute()
        self._real = self._file.parent
        self._here = Path.cwd()
        self.left_out: list[str] = []
        self.strays: set[str] = set()

    def __enter__(self) -> Self:
        self._root = Path(os.path.realpath(tempfile.mkdtemp(prefix="highland-check-")))
        above = self._here in self._real.parents
        within = self._real.relative_to(self._here) if above else Path(self._real.name or "program")
        self.folder = self._root / "copy" / within
        self.start = self._root / "copy" if above else self.folder
        self.file = self.folder / self._file.name
        self._files = dict(self._of_program())
        if above:
            self._files |= {
                self.start / each.name: each for each in _plain_files(self._here) if _size(each) is not None
            }
        self.tidy()
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._root, ignore_errors=True)

    def tidy(self) -> None:
        """Make the copy as it was at first: another run begins."""
        shutil.rmtree(self._root / ELSEWHERE, ignore_errors=True)
        for folder, _, names in os.walk(self._root):
            for name in names:
                there = Path(folder, name)
                if there not in self._files and there.suffix != ".pyc":
                    with suppress(OSError):  # a file that is still open cannot go on Windows
                        there.unlink()
        for there, real in self._files.items():
            if not _alike(there, real):
                there.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(real, there)

    def real(self, text: str) -> str:
        """A text with the real folder's name in the place of the copy's."""
        return text.replace(str(self.folder), str(self._real)).replace(str(self.start), str(self._here))

    def path(self, path: str, writes: bool) -> str:
        """Where the program finds what it calls `path`: in the copy, or where it is when it only reads there."""
        if not os.path.isabs(path) or Path(path).is_relative_to(self._root):
            return path
        whole = Path(os.path.normpath(path))
        if not writes and not set(LIBRARY_FOLDERS).isdisjoint(whole.parts):  # a library's own file, such as a font
            return path
        if whole.is_relative_to(self._real):
            return str(self.folder / whole.relative_to(self._real))
        if whole.is_relative_to(self._here):
            return str(self.start / whole.relative_to(self._here))
        away = self._root / ELSEWHERE / str(whole.relative_to(whole.anchor))
        if away.exists():
            return str(away)
        if not writes or _is_of_the_system(whole):
            return path
        self.strays.add(path)
        if whole.parent.is_dir():
            away.parent.mkdir(parents=True, exist_ok=True)
            if _size(whole) is not None:
                shutil.copy2(whole, away)
        return str(away)

    def too_large(self, path: str) -> str | None:
        """A file that was left out of the copy, where it really is: it may be read."""
        if not self.left_out:
            return None
        whole = Path(self.start, path)
        if not whole.is_relative_to(self.folder):
            return None
        name = str(whole.relative_to(self.folder))
        return str(self._real / name) if name in self.left_out else None

    def _of_program(self) -> Iterator[tuple[Path, Path]]:
        together = count = 0
        for each in islice(_walk(self._real), MOST_SEEN):
            size = _size(each)
            if size is None or count >= MOST_FILES or together + size > MOST_TOGETHER:
                self.left_out.append(str(each.relative_to(self._real)))
                continue
            together, count = together + size, count + 1
            yield self.folder / each.relative_to(self._real), each
        yield self.file, self._file


def _walk(folder: Path) -> Iterator[Path]:
    """Every file, those of the folder itself first; no hidden folder, no environment, nobody else's folder."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and name not in NOT_THE_PROGRAMS
            and not os.path.exists(os.path.join(here, name, ENVIRONMENT))
        )
        yield from (Path(here, name) for name in sorted(names))


def _plain_files(folder: Path) -> list[Path]:
    return sorted(each for each in folder.iterdir() if each.is_file())[:MOST_FILES]


def _size(file: Path) -> int | None:
    """Its bytes; None for what is not copied."""
    try:
        size = file.stat().st_size if file.is_file() else None
    except OSError:
        return None
    return size if size is not None and size <= MOST_BYTES and os.access(file, os.R_OK) else None


def _alike(one: Path, other: Path) -> bool:
    try:
        mine, theirs = one.stat(), other.stat()
    except OSError:
        return False
    return (mine.st_size, mine.st_mtime_ns) == (theirs.st_size, theirs.st_mtime_ns)


def _is_of_the_system(path: Path) -> bool:
    """Devices and what stands for the system; and the folder for what lasts for a moment only."""
    return path.parts[1:2] in (("dev",), ("proc",), ("sys",)) or path.is_relative_to(tempfile.gettempdir())
