"""Pupils and a teacher without a browser: HTTP by hand on asyncio, so that the client costs little."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any


class Line:
    """One connection that is kept open for many requests."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(
        self, method: str, path: str, found: Any = None, token: str = "", gzip: bool = False
    ) -> tuple[int, bytes]:
        """Status and body; opened again when the server has closed it."""
        for last in (False, True):
            try:
                return await self._ask(method, path, found, token, gzip)
            except (OSError, asyncio.IncompleteReadError, IndexError):
                self.close()
                if last:
                    raise
        raise AssertionError

    async def _ask(self, method: str, path: str, found: Any, token: str, gzip: bool) -> tuple[int, bytes]:
        reader, writer = await self._open()
        writer.write(head(method, self._host, self._port, path, found, token, gzip))
        return await answer(reader)

    async def events(self, path: str, token: str) -> AsyncIterator[tuple[str, Any]]:
        """Open a stream, and give each event with its value."""
        reader, writer = await self._open()
        writer.write(head("GET", self._host, self._port, path, None, token))
        await reader.readuntil(b"\r\n\r\n")
        name = ""
        while line := await reader.readline():
            if line.startswith(b"event: "):
                name = line[7:].strip().decode()
            elif line.startswith(b"data: "):
                yield name, json.loads(line[6:])

    def close(self) -> None:
        """Leave."""
        if self._writer is not None:
            self._writer.transport.abort()
        self._reader = self._writer = None

    async def _open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._reader is None or self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(self._host, self._port, limit=2**20)
        return self._reader, self._writer


def head(method: str, host: str, port: int, path: str, found: Any, token: str, gzip: bool = False) -> bytes:
    """A request as a browser's fetch() on our own page sends it."""
    lines = [f"{method} {path} HTTP/1.1", f"host: {host}:{port}", "user-agent: Mozilla/5.0 (Linux; Android 13)"]
    lines += ["accept: */*", "accept-language: vi", f"referer: http://{host}:{port}/gas_alarm.vi.html"]
    lines += ["accept-encoding: gzip"] if gzip else []
    lines += [f"authorization: {token}"] if token else []
    body = b""
    if found is not None:
        body = json.dumps(found).encode()
        lines += ["content-type: application/json", f"origin: http://{host}:{port}", f"content-length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


async def answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    """Status and body of an answer."""
    top = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    status = int(top.split(" ", 2)[1])
    fields = dict(line.lower().split(": ", 1) for line in top.split("\r\n")[1:] if ": " in line)
    length = int(fields.get("content-length", "0"))
    return status, await reader.readexactly(length) if length else b""
