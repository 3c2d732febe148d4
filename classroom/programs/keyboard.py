"""The keyboard of a program: what somebody at the page writes is what input() reads."""

from __future__ import annotations

import io
from collections.abc import Callable


class Keyboard(io.TextIOBase):
    """A text file whose lines come in while the program runs; `wait` is called until one is there."""

    def __init__(self, wait: Callable[[], object]) -> None:
        super().__init__()
        self._wait = wait
        self._text = ""

    def type(self, text: str) -> None:
        """Somebody writes; what ends no line waits for the rest."""
        self._text += text

    @property
    def has_line(self) -> bool:
        """Whether a whole line is there."""
        return "\n" in self._text

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        """The next line, when somebody has written it."""
        while not self.has_line:
            self._wait()
        line, _, self._text = self._text.partition("\n")
        return line + "\n"

    def read(self, size: int | None = -1, /) -> str:
        """The next line, too: there is no end of a keyboard."""
        return self.readline()
