"""A TCP proxy that simulates a rural connection: cuts it, stalls it, closes one direction."""

from __future__ import annotations

import asyncio
import threading
from types import TracebackType

CHUNK = 65_536


class Proxy:
    """Listens on `port` of this machine and passes everything on to another port: `with Proxy(1883) as proxy: ...`.

    Its methods may be called from any thread.
    """

    def __init__(self, to_port: int) -> None:
        self.port = 0
        self.cuts = 0
        self._to_port = to_port
        self._closed = False  # new connections are refused
        self._flows = asyncio.Event()
        self._writers: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Proxy:
        self._thread.start()
        self._call(self._start())
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self._call(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def cut(self) -> None:
        """Cut every connection abruptly, and refuse new ones."""
        self._call(self._cut())

    def mend(self) -> None:
        """Accept connections again, and let bytes flow."""
        self._call(self._mend())

    def hold(self) -> None:
        """Keep connections open, but pass nothing."""
        self._call(self._hold())

    def half_close(self) -> None:
        """End one direction of every connection."""
        self._call(self._half_close())

    def _call(self, coroutine: object) -> None:
        asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(10.0)  # type: ignore[arg-type]

    async def _start(self) -> None:
        self._flows.set()
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _stop(self) -> None:
        self._server.close()
        await self._cut()
        rest = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)

    async def _cut(self) -> None:
        self._closed = True
        self.cuts += 1
        for writer in list(self._writers):
            writer.transport.abort()

    async def _mend(self) -> None:
        self._closed = False
        self._flows.set()

    async def _hold(self) -> None:
        self._flows.clear()

    async def _half_close(self) -> None:
        for writer in list(self._writers)[::2]:
            if writer.can_write_eof() and not writer.is_closing():
                writer.write_eof()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._closed:
            writer.transport.abort()
            return
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._to_port)
        except OSError:
            writer.transport.abort()
            return
        await asyncio.gather(self._pass(reader, far_writer), self._pass(far_reader, writer))

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            while chunk := await reader.read(CHUNK):
                await self._flows.wait()
                writer.write(chunk)
                await writer.drain()
        except (OSError, RuntimeError):  # closed at the other end, or half closed by us
            pass
        finally:
            self._writers.discard(writer)
            writer.transport.abort()
