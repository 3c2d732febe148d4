"""One Wi-Fi for a whole class: a TCP proxy with so many bytes a second for all connections; it counts them."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from math import inf
from types import TracebackType
from typing import Any

CHUNK = 8_192  # bytes of one turn: connections take turns


class Limiter:
    """Listens on `port` of this machine; what comes back from `to_port` shares `bytes_per_s`."""

    def __init__(self, to_port: int, bytes_per_s: float) -> None:
        self._to_port, self._per_s = to_port, bytes_per_s
        self._free_at = 0.0
        self._tasks: set[asyncio.Task[None]] = set()
        self.port = 0
        self.passed = 0  # bytes that came back, heads and all

    async def __aenter__(self) -> Limiter:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._to_port)
        there = asyncio.create_task(self._there(reader, far_writer))
        try:
            while chunk := await far_reader.read(CHUNK):
                await self._turn(len(chunk))
                writer.write(chunk)
                await writer.drain()
        except (OSError, asyncio.CancelledError):  # cancelled: the end
            pass
        finally:
            there.cancel()
            writer.transport.abort()
            far_writer.transport.abort()

    async def _there(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while chunk := await reader.read(CHUNK):
                writer.write(chunk)
                await writer.drain()
        except OSError:
            pass

    async def _turn(self, size: int) -> None:
        """Wait for this many bytes' turn: each connection gets its chunk in the order in which they came."""
        self.passed += size
        now = time.monotonic()
        self._free_at = max(now, self._free_at) + size / self._per_s
        if self._free_at > now:
            await asyncio.sleep(self._free_at - now)


@contextmanager
def counting(to_port: int) -> Iterator[Limiter]:
    """A proxy without a limit in a thread of its own, for browsers whose bytes are to be counted."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    def wait_for(what: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(what, loop).result()

    limiter = Limiter(to_port, inf)
    wait_for(limiter.__aenter__())
    try:
        yield limiter
    finally:
        wait_for(limiter.__aexit__(None, None, None))
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
