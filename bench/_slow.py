"""Clients that begin a request and never end it, as the benches and tests need them: one thread holds a thousand."""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading
import time
from collections.abc import Callable
from typing import NamedTuple

HALF_HTTP = b"GET / HTTP/1.1\r\nHost: hub\r\nX-Slow: "
HALF_CONNECT = b"\x10\x7f\x00\x04MQTT\x04\x02\x00\x3c\x00\x70"
AGAIN_S = 1.0  # after its connection was ended, a client comes again
DRIP_S = 2.0  # between two bytes


class Kind(NamedTuple):
    """What a slow client begins with, and where."""

    port: int
    begin: bytes


class SlowClients:
    """So many clients in a thread: `with SlowClients(kinds, 1100): ...`. `source`: the address of each."""

    def __init__(
        self, kinds: list[Kind], count: int, source: Callable[[int], str] = lambda number: "127.0.0.1"
    ) -> None:
        self._kinds, self._count, self._source = kinds, count, source
        self._stop = threading.Event()
        self._selector = selectors.DefaultSelector()
        self._later: list[tuple[float, int]] = []
        self._drips: dict[socket.socket, float] = {}
        self._thread = threading.Thread(target=self._run, daemon=True)
        self.opened = self.ended = 0
        self.all_there = threading.Event()

    def __enter__(self) -> SlowClients:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        self._thread.join()
        for line in list(self._drips):
            self._close(line)
        self._selector.close()

    @property
    def held(self) -> int:
        """Connections that are open now."""
        return len(self._drips)

    def _run(self) -> None:
        for number in range(self._count):
            self._open(number)
        self.all_there.set()
        while not self._stop.is_set():
            for key, _ in self._selector.select(0.1):
                self._hear(key.fileobj, key.data)  # type: ignore[arg-type]
            now = time.monotonic()
            due, self._later = (
                [each for each in self._later if each[0] <= now],
                [each for each in self._later if each[0] > now],
            )
            for _, number in due:
                self._open(number)
            for line, at in list(self._drips.items()):
                if at <= now:
                    self._drip(line, now)

    def _open(self, number: int) -> None:
        kind = self._kinds[number % len(self._kinds)]
        try:
            line = socket.create_connection(("127.0.0.1", kind.port), 5.0, (self._source(number), 0))
            line.sendall(kind.begin)
        except OSError:
            self._later.append((time.monotonic() + AGAIN_S, number))
            return
        line.setblocking(False)
        self.opened += 1
        self._drips[line] = time.monotonic() + DRIP_S
        self._selector.register(line, selectors.EVENT_READ, number)

    def _hear(self, line: socket.socket, number: int) -> None:
        try:
            if line.recv(4096):
                return
        except BlockingIOError:
            return
        except OSError:
            pass
        self._close(line)
        self.ended += 1
        self._later.append((time.monotonic() + AGAIN_S, number))

    def _drip(self, line: socket.socket, now: float) -> None:
        self._drips[line] = now + DRIP_S
        with contextlib.suppress(OSError):  # heard of soon
            line.send(b"x")

    def _close(self, line: socket.socket) -> None:
        del self._drips[line]
        self._selector.unregister(line)
        line.close()
