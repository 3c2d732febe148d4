"""A log that cannot fill a card: a repeated line is written once and counted, and an hour has so many bytes.

Whoever can reach a port could otherwise have it write as fast as they send.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
import traceback
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import TextIO

HOUR_S = 3600.0
BYTES_AN_HOUR = 40_000  # a third of a gigabyte in a year of attack without end
LONGEST_LINE = 2_000  # characters, with the traceback's end
MAX_KEYS = 500  # different lines that are remembered


class Seldom:
    """Says whether a line may be written now: each once an hour, and all together not more than the hour's bytes."""

    def __init__(self, bytes_an_hour: int = BYTES_AN_HOUR, now: Callable[[], float] = time.monotonic) -> None:
        self._left, self._bytes_an_hour, self._now = bytes_an_hour, bytes_an_hour, now
        self._hour_began = now()
        self._counts: dict[Hashable, int] = {}
        self._others = 0  # lines of this hour that were not written and have no count of their own
        self._unsaid = 0  # of the hours before
        self._lock = threading.Lock()

    def repeats(self, key: Hashable) -> bool:
        """Whether this line was written in this hour; then it is counted."""
        with self._lock:
            if self._now() - self._hour_began >= HOUR_S:
                self._begin_hour()
            if key in self._counts:
                self._counts[key] += 1
                return True
            return False

    def lets(self, key: Hashable, size: int) -> bool:
        """Whether this line of so many bytes may be written; it is counted otherwise."""
        if self.repeats(key):
            return False
        with self._lock:
            if len(self._counts) >= MAX_KEYS or size > self._left:
                self._others += 1
                return False
            self._counts[key], self._left = 0, self._left - size
            return True

    def take_unsaid(self) -> int:
        """How many lines of the hours before were not written. Each is told once."""
        with self._lock:
            unsaid, self._unsaid = self._unsaid, 0
            return unsaid

    def end(self) -> None:
        """Nothing more comes in this hour."""
        with self._lock:
            self._begin_hour()

    def _begin_hour(self) -> None:
        self._unsaid += self._others + sum(self._counts.values())
        self._hour_began, self._left, self._others = self._now(), self._bytes_an_hour, 0
        self._counts.clear()


class SeldomHandler(logging.Handler):
    """Writes what libraries log, seldom."""

    def __init__(self, stream: TextIO, seldom: Seldom) -> None:
        super().__init__(logging.WARNING)
        self._stream, self._seldom = stream, seldom

    def emit(self, record: logging.LogRecord) -> None:
        """Write it, or count it. Records of one template are one line."""
        key = (record.name, record.levelno, record.msg)
        if self._seldom.repeats(key):
            return
        text = f"{record.name}: {record.getMessage()}"
        if record.exc_info:
            text += "\n" + "".join(traceback.format_exception(*record.exc_info))
        if len(text) > LONGEST_LINE:
            text = f"{text[: LONGEST_LINE // 2]} ... {text[-LONGEST_LINE // 2 :]}"
        text = "".join(each if each.isprintable() or each == "\n" else "?" for each in text).rstrip() + "\n"
        lets = self._seldom.lets(key, len(text.encode("utf-8", "replace")))
        self._say_unsaid()
        if lets:
            self._write(text)

    def close(self) -> None:
        """Say how many lines were not written."""
        self._seldom.end()
        self._say_unsaid()
        super().close()

    def _say_unsaid(self) -> None:
        if count := self._seldom.take_unsaid():
            self._write(f"(+{count})\n")

    def _write(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except (OSError, ValueError):  # a full disk, or a terminal that was closed
            pass


@contextmanager
def seldom_logged(stream: TextIO | None = None, seldom: Seldom | None = None) -> Iterator[Seldom]:
    """Inside the block, everything that is logged goes to `stream` (standard error), seldom. For more of the same
    log: what `lets` decides."""
    seldom = seldom or Seldom()
    handler = SeldomHandler(stream or sys.stderr, seldom)
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        yield seldom
    finally:
        root.removeHandler(handler)
        handler.close()
