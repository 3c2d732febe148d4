"""Single keys without Enter: termios on Linux and macOS, msvcrt on Windows. The terminal's settings are restored."""

from __future__ import annotations

import re
import sys
import time
from collections import deque
from typing import Protocol, Self

POLL_S = 0.02  # Windows cannot wait for a key: poll this often
ESCAPE = "\x1b"  # arrow and function keys arrive as a sequence that begins with this character


class Keys(Protocol):
    """Where keys come from."""

    def read(self, timeout_s: float) -> str:
        """The next key, or an empty string when none came in that time."""
        ...


class NoKeys:
    """No keyboard, as when the input is a pipe: only time passes."""

    def read(self, timeout_s: float) -> str:
        """Wait, and report no key."""
        if timeout_s > 0:
            time.sleep(timeout_s)
        return ""


SEQUENCE = re.compile(r"\x1b(?:[\[O]([0-9;]*)(.)?)?", re.DOTALL)  # ECMA-48, section 5.4, and the DEC terminals' own
ARROWS = {"A": "up", "B": "down", "C": "right", "D": "left"}
WINDOWS_ARROWS = {"H": "up", "P": "down", "M": "right", "K": "left"}  # second characters of msvcrt


def first_key(typed: str) -> list[str]:
    """What was typed as single keys: letters, and up, down, left, right; other sequences after Escape are dropped."""
    keys: list[str] = []
    while typed:
        sequence = SEQUENCE.match(typed)
        if sequence is None:
            keys.append(typed[0])
            typed = typed[1:]
            continue
        if sequence[2] in ARROWS and not sequence[1]:
            keys.append(ARROWS[sequence[2]])
        typed = typed[sequence.end() :] if sequence[0] != ESCAPE else ""
    return keys


if sys.platform == "win32":
    import msvcrt

    class Keyboard:
        """The console of Windows."""

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            """Nothing was changed."""

        def read(self, timeout_s: float) -> str:
            """The next key, or an empty string when none came in that time."""
            until_s = time.monotonic() + timeout_s
            while not msvcrt.kbhit():
                left_s = until_s - time.monotonic()
                if left_s <= 0:
                    return ""
                time.sleep(min(left_s, POLL_S))
            key = msvcrt.getwch()
            if key in "\x00\xe0":  # an arrow or function key: a second character follows
                return WINDOWS_ARROWS.get(msvcrt.getwch(), "")
            return key

else:
    import os
    import select

    _READ, _SELECT = os.read, select.select  # the real ones: a program that runs meanwhile is given others

    class Keyboard:
        """The terminal of Linux and macOS. Ctrl-C still interrupts; Ctrl-Z is off: it would leave a broken terminal."""

        def __init__(self, descriptor: int | None = None) -> None:
            self._descriptor = sys.stdin.fileno() if descriptor is None else descriptor
            self._waiting: deque[str] = deque()
            self._ended = False

        def __enter__(self) -> Self:
            import termios  # Python in a browser has neither: this module must be importable there
            import tty

            self._termios = termios
            self._before = termios.tcgetattr(self._descriptor)
            tty.setcbreak(self._descriptor)
            now = termios.tcgetattr(self._descriptor)
            now[6][termios.VSUSP] = bytes([os.fpathconf(self._descriptor, "PC_VDISABLE") & 0xFF])
            termios.tcsetattr(self._descriptor, termios.TCSADRAIN, now)
            return self

        def __exit__(self, *_: object) -> None:
            self._termios.tcsetattr(self._descriptor, self._termios.TCSADRAIN, self._before)

        def read(self, timeout_s: float) -> str:
            """The next key, or an empty string when none came in that time."""
            if self._waiting:
                return self._waiting.popleft()
            if self._ended:
                return NoKeys().read(timeout_s)
            ready, _, _ = _SELECT([self._descriptor], [], [], max(timeout_s, 0.0))
            if not ready:
                return ""
            typed = _READ(self._descriptor, 64)
            self._ended = not typed
            self._waiting.extend(first_key(typed.decode("utf-8", "ignore")))
            return self._waiting.popleft() if self._waiting else ""
