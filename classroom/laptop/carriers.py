"""What carries messages to a board on this laptop: a sandbox, or a plain process where nothing of a pupil's runs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, Protocol

from classroom.marks.sandbox import Cell, Inside, Limits, Stopped, trouble
from devices import Message

GONE = Message("laptop.gone", "The board on the laptop ended.")
ONLY_SHIPPED = Message("laptop.only_shipped", "The laptop has no sandbox: changed code does not run there, limits do.")

LIMITS = Limits(
    cpu_s=2 * 3600, start_s=30.0, answer_s=4.0, memory_mb=400, threads=64, file_mb=1, line_kb=512, said_kb=2_000_000
)
BOXED = Inside("classroom.laptop.inside", libraries=True, writable_mb=8, limits=LIMITS)
CODE = ("files", "program")  # what brings code of the pupil's


class Carrier(Protocol):
    """Lines in and lines out; raises Stopped when the process is gone."""

    @property
    def ear(self) -> Any:
        """What to wait for until there is something to take in (multiprocessing.connection.wait)."""
        ...

    def say(self, line: bytes) -> None:
        """Send a line."""
        ...

    def take_in(self) -> None:
        """Read what is there."""
        ...

    def heard(self) -> bytes | None:
        """A whole line that was taken in."""
        ...

    def close(self) -> None:
        """End the process."""
        ...


def carrier() -> Carrier:
    """A board in a sandbox; without one, a plain process to which no code of a pupil may go. Raises HighlandError."""
    return Cell(BOXED) if trouble() is None else _Plain()


def is_boxed() -> bool:
    """Whether a pupil's own code may run on this laptop."""
    return trouble() is None


def without_code(message: dict[str, Any]) -> dict[str, Any] | None:
    """The message as a laptop without a sandbox may carry it out; None: not at all."""
    if message.get("do") in CODE:
        return None
    return {key: value for key, value in message.items() if key not in CODE}


class _Plain:
    """A session in a process without a sandbox: only for laws and limits as shipped."""

    def __init__(self) -> None:
        fresh = get_context("spawn")
        self._pipe, other = fresh.Pipe()
        self._process = fresh.Process(target=_plain, args=(other,), daemon=True)
        self._process.start()
        other.close()
        self._lines: list[bytes] = []

    @property
    def ear(self) -> Any:
        """Its pipe."""
        return self._pipe

    def say(self, line: bytes) -> None:
        """Send a line."""
        try:
            self._pipe.send_bytes(line)
        except OSError:
            raise Stopped(GONE) from None

    def take_in(self) -> None:
        """Read one line."""
        try:
            self._lines.append(self._pipe.recv_bytes())
        except (OSError, EOFError):
            raise Stopped(GONE) from None

    def heard(self) -> bytes | None:
        """The line that was read."""
        return self._lines.pop(0) if self._lines else None

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()
        self._pipe.close()


def _plain(pipe: Connection) -> None:
    from classroom.laptop.inside import main

    def lines() -> Iterator[bytes]:
        try:
            while True:
                yield pipe.recv_bytes()
        except (OSError, EOFError):
            return

    say: Callable[[bytes], None] = pipe.send_bytes
    main(lines(), say)


def encoded(message: dict[str, Any]) -> bytes:
    """A message as a line."""
    return json.dumps(message, separators=(",", ":")).encode()
