"""One Wi-Fi for a whole class: a TCP proxy with so many bytes a second for all connections together."""

from __future__ import annotations

import asyncio
import time
from types import TracebackType

CHUNK = 8_192  # bytes of one turn: connections take turns


class Limiter:
    """Listens on `port` of this machine; what comes back from `to_port` shares `bytes_per_s`."""

    def __init__(self, to_port: int, bytes_per_s: float) -> None:
        self._to_port, self._per_s = to_port, bytes_per_s
        self._free_at = 0.0
        self._tasks: set[asyncio.Task[None]] = set()
        self.port = 0

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
        except OSError:
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
        now = time.monotonic()
        self._free_at = max(now, self._free_at) + size / self._per_s
        if self._free_at > now:
            await asyncio.sleep(self._free_at - now)
