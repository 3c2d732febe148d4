"""What a pupil's code prints: caught while it runs, and bounded, so that a law that prints every turn harms nobody."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout

MOST = 200_000  # letters of one run
MOST_A_SECOND = 20_000  # letters in a real second
LEFT_OUT = "…\n"


class Printed(io.TextIOBase):
    """A text file that keeps what is written until it is taken."""

    def __init__(self, wall: Callable[[], float]) -> None:
        super().__init__()
        self._wall = wall
        self.begin()

    def begin(self) -> None:
        """Forget everything: a new run begins."""
        self._kept: list[str] = []
        self._left, self._left_now = MOST, MOST_A_SECOND
        self._second_began = self._wall()
        self._leaves_out = False

    def writable(self) -> bool:
        """It can be written."""
        return True

    def write(self, text: str) -> int:
        """Keep the text, or as much of it as there is room for."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        room = min(self._left, self._left_now)
        if room >= len(text):
            self._keep(text)
            self._leaves_out = False
        elif not self._leaves_out:
            self._keep(text[:room] + LEFT_OUT)
            self._leaves_out = True
        return len(text)

    def _keep(self, text: str) -> None:
        self._kept.append(text)
        self._left = max(self._left - len(text), 0)
        self._left_now = max(self._left_now - len(text), 0)

    def take(self) -> str:
        """What was written since the last time."""
        now = self._wall()
        if now - self._second_began >= 1.0:
            self._second_began, self._left_now = now, MOST_A_SECOND
        if not self._kept:
            return ""
        found = "".join(self._kept)
        self._kept = []
        return found

    @contextmanager
    def caught(self) -> Iterator[None]:
        """Catch what is printed inside the block."""
        with redirect_stdout(self):
            yield

    @contextmanager
    def unheard(self) -> Iterator[None]:
        """Let nobody hear what is printed inside the block."""
        with redirect_stdout(_Nobody()):
            yield


class _Nobody(io.TextIOBase):
    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        return len(text)
