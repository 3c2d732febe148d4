"""What somebody types at a terminal: while a program waits for it, virtual time goes on at its pace."""

from __future__ import annotations

import builtins
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from typing import Any

from sim.python import program as programs
from sim.python.keyboard import Keyboard
from sim.python.program import program_here

LOOK_S = 0.02  # chosen: real seconds between two looks for a key; a finger is slower
_REAL_INPUT = builtins.input


class _Raw(io.RawIOBase):
    """A terminal's file, read when a key is there. A program may have made it one that never waits."""

    def __init__(self, keyboard: Keyboard, real: Any) -> None:
        super().__init__()
        self._keyboard, self._real = keyboard, real

    def readable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._keyboard.file

    def isatty(self) -> bool:
        return True

    def readinto(self, into: Any) -> int | None:
        program = program_here()
        if program is not None and (sys.platform == "win32" or os.get_blocking(self._keyboard.file)):
            self._keyboard.wait(program.clock, self._keyboard.has_key)
        found: int | None = self._real.readinto(into)
        return found


@contextmanager
def at_terminal(speed: float) -> Iterator[None]:
    """While it is entered, the program that runs waits for keys in virtual time, where sys.stdin is a terminal.

    `speed` is in virtual seconds a second; at infinity time stands still, and the answer is there at once.
    """
    real, program = sys.stdin, programs.running
    raw = getattr(getattr(real, "buffer", None), "raw", None)
    if program is None or raw is None or speed == inf or not real.isatty():
        yield
        return
    keyboard = Keyboard(real.fileno(), LOOK_S * speed)
    lines = io.TextIOWrapper(
        io.BufferedReader(_Raw(keyboard, raw)), encoding=real.encoding, errors=real.errors, line_buffering=True
    )
    program.keyboard, sys.stdin, builtins.input = keyboard, lines, _ask
    try:
        yield
    finally:
        program.keyboard, sys.stdin, builtins.input = None, real, _REAL_INPUT


def _ask(prompt: object = "", /) -> str:
    """input(): as Python's own where no line can be edited."""
    if program_here() is None:
        return _REAL_INPUT(prompt)
    print(prompt, end="", flush=True)
    line = sys.stdin.readline()
    if not line:
        raise EOFError("EOF when reading a line")
    return line.removesuffix("\n")
