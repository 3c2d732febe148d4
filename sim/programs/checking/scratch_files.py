"""The functions of Python that open, make and remove files, as a program finds them while it is checked."""

from __future__ import annotations

import builtins
import io
import os
import sqlite3
import sys
import weakref
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

from sim.programs.checking.scratch import Scratch
from sim.programs.program_files import SourceLine

WRITING = frozenset("wax+")
ONE_PATH = ("mkdir", "rmdir", "remove", "unlink", "chmod", "truncate", "utime")
TWO_PATHS = ("rename", "replace", "link", "symlink")
LOOKING = ("stat", "lstat", "listdir", "scandir")


class Unsaved(NamedTuple):
    """A file that still kept rows in memory when the program was over."""

    name: str
    line: SourceLine | None


class ScratchFiles:
    """While it is entered, what a program writes by whatever path goes into its scratch folder."""

    def __init__(self, scratch: Scratch, line_of: Callable[[FrameType], SourceLine | None]) -> None:
        self._scratch = scratch
        self._line_of = line_of
        self._opened: list[tuple[weakref.ref[Any], str, SourceLine]] = []
        self.wrote = False
        self._looking = False  # what looks for a file calls these functions, too
        self._undo = ExitStack()

    def __enter__(self) -> None:
        opening = self._opening(builtins.open)
        for owner in (builtins, io):
            self._put(owner, "open", opening)
        self._put(os, "open", self._opening_low(os.open))
        for name in ONE_PATH:
            self._put(os, name, self._with_paths(getattr(os, name), 1, writes=True))
        for name in TWO_PATHS:
            self._put(os, name, self._with_paths(getattr(os, name), 2, writes=True))
        for name in LOOKING:
            self._put(os, name, self._with_paths(getattr(os, name), 1, writes=False))
        self._put(sqlite3, "connect", self._with_paths(sqlite3.connect, 1, writes=True))

    def __exit__(self, *_: object) -> None:
        self._undo.close()

    def unsaved(self) -> list[Unsaved]:
        """The program is over: what it wrote and neither closed nor flushed. It is lost when the power goes."""
        found = []
        for reference, name, line in self._opened:
            file = reference()
            if file is None or file.closed:
                continue
            try:
                before = os.fstat(file.fileno()).st_size
                file.flush()
                if os.fstat(file.fileno()).st_size > before:
                    found.append(Unsaved(name, line))
            except (OSError, ValueError):
                continue
        return found

    def _put(self, owner: Any, name: str, ours: Any) -> None:
        self._undo.callback(setattr, owner, name, getattr(owner, name))
        setattr(owner, name, ours)

    def _opening(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def program_open(file: Any, mode: str = "r", *args: Any, **named: Any) -> Any:
            writes = not WRITING.isdisjoint(mode)
            opened = real(self._there(file, writes), mode, *args, **named)
            if writes:
                self.wrote = True
                line = self._line_of(sys._getframe(1))
                if line is not None:
                    self._opened.append((weakref.ref(opened), Path(file).name, line))
            return opened

        return program_open

    def _opening_low(self, real: Callable[..., int]) -> Callable[..., int]:
        def program_open(file: Any, flags: int, *args: Any, **named: Any) -> int:
            return real(self._there(file, bool(flags & (os.O_WRONLY | os.O_RDWR))), flags, *args, **named)

        return program_open

    def _with_paths(self, real: Callable[..., Any], count: int, *, writes: bool) -> Callable[..., Any]:
        def call(*paths: Any, **named: Any) -> Any:
            return real(*(self._there(each, writes) for each in paths[:count]), *paths[count:], **named)

        return call

    def _there(self, file: Any, writes: bool) -> Any:
        """Where that is; what is no path, or a path of bytes, stays."""
        if self._looking or not isinstance(file, str | os.PathLike):
            return file
        path = os.fspath(file)
        if not isinstance(path, str) or not path or path.startswith(("file:", ":")):
            return file
        self._looking = True
        try:
            there = self._scratch.path(path, writes)
            if not writes and there == path:
                return self._scratch.too_large(path) or file
            return there
        finally:
            self._looking = False
