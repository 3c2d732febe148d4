"""Pipes between virtual processes: whoever reads waits in virtual time."""

from __future__ import annotations

import io
from typing import Any

from sim.time.threads import VirtualEvent
from sim.wires import switched_on


class Pipe:
    """Bytes on their way. What is written can be read at once, as with `python -u`."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._news = VirtualEvent(switched_on.board().threads)
        self._ended = False

    def put(self, data: bytes) -> None:
        """Take bytes in."""
        self._bytes += data
        self._news.set()

    def end(self) -> None:
        """No more bytes will come."""
        self._ended = True
        self._news.set()

    def take(self, limit: int) -> bytes:
        """Give up to `limit` bytes, as soon as there are some; none at the end."""
        while not self._bytes and not self._ended:
            self._news.clear()
            self._news.wait()
        taken = bytes(self._bytes[:limit])
        del self._bytes[:limit]
        return taken


class PipeReader(io.RawIOBase):
    """The end that is read."""

    def __init__(self, pipe: Pipe) -> None:
        self._pipe = pipe

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        taken = self._pipe.take(len(buffer))
        buffer[: len(taken)] = taken
        return len(taken)


class PipeWriter(io.RawIOBase):
    """The end that is written. Closed, it ends the pipe."""

    def __init__(self, pipe: Pipe) -> None:
        self._pipe = pipe

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._pipe.put(bytes(data))
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._pipe.end()
        super().close()


def reader(pipe: Pipe, is_text: bool) -> Any:
    """A file object that reads the pipe."""
    file = io.BufferedReader(PipeReader(pipe))
    return io.TextIOWrapper(file, encoding="utf-8", errors="replace") if is_text else file


def writer(pipe: Pipe, is_text: bool) -> Any:
    """A file object that writes to the pipe, without keeping anything back."""
    file: Any = PipeWriter(pipe)
    return io.TextIOWrapper(file, encoding="utf-8", write_through=True) if is_text else file
