"""What a program prints, kept while it goes to the screen as always."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


class Printed:
    """Stands in front of sys.stdout. `counts` says of the frame that writes whether its words are the program's."""

    def __init__(self, counts: Callable[[FrameType], bool] = lambda frame: True) -> None:
        self._counts = counts
        self._pieces: list[str] = []
        self._screen: Any = None

    @property
    def text(self) -> str:
        """Everything so far."""
        return "".join(self._pieces)

    def listen(self) -> None:
        """Stand in front of the screen; harmless when we do already."""
        if sys.stdout is not self:
            self._screen = sys.stdout
            sys.stdout = self

    def stop(self) -> None:
        """Step aside, unless somebody else stands there by now."""
        if sys.stdout is self:
            sys.stdout = self._screen

    def write(self, text: str) -> int:
        if self._counts(sys._getframe(1)):
            self._pieces.append(text)
        if self._screen is not None:
            self._screen.write(text)
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._screen, name)


class NoScreen:
    """A screen that nobody looks at."""

    encoding = "utf-8"
    errors = "strict"

    def write(self, text: str) -> int:
        return len(text)

    def writelines(self, lines: list[str]) -> None: ...

    def flush(self) -> None: ...

    def isatty(self) -> bool:
        return False
