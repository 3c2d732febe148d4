"""asyncio.create_subprocess_exec and _shell: commands and children of the board, beside other tasks."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from types import ModuleType
from typing import Any

from sim.python.program import program_here

NAMES = ("create_subprocess_exec", "create_subprocess_shell")


def adapt(module: ModuleType) -> None:
    """Let both start what subprocess.Popen starts, while a program on the board calls them."""
    real_exec, real_shell = (vars(module)[name] for name in NAMES)
    if hasattr(real_exec, "of_board"):
        return

    async def create_subprocess_exec(program: Any, *args: Any, limit: int = 0, **named: Any) -> Any:
        if program_here() is None:
            return await real_exec(program, *args, **named)
        return Process(subprocess.Popen([program, *args], **named))

    async def create_subprocess_shell(cmd: Any, limit: int = 0, **named: Any) -> Any:
        if program_here() is None:
            return await real_shell(cmd, **named)
        return Process(subprocess.Popen(cmd, shell=True, **named))

    for name, ours in zip(NAMES, (create_subprocess_exec, create_subprocess_shell), strict=True):
        ours.of_board = True  # type: ignore[attr-defined]  # so that it is done once
        vars(module)[name] = ours
        package = sys.modules.get("asyncio")
        if package is not None and name in vars(package):
            vars(package)[name] = ours


async def _beside(call: Callable[[], Any]) -> Any:
    """Let other tasks go on until this call returns."""
    return await asyncio.get_running_loop().run_in_executor(None, call)


class Process:
    """What asyncio.subprocess.Process is for a program; `popen` has bytes in its pipes."""

    def __init__(self, popen: Any) -> None:
        self._popen = popen
        self.pid = popen.pid
        self.stdin = None if popen.stdin is None else Writer(popen.stdin)
        self.stdout = None if popen.stdout is None else Reader(popen.stdout)
        self.stderr = None if popen.stderr is None else Reader(popen.stderr)
        self.send_signal, self.terminate, self.kill = popen.send_signal, popen.terminate, popen.kill

    @property
    def returncode(self) -> int | None:
        """Its exit code, or None as long as it runs."""
        code: int | None = self._popen.poll()
        return code

    async def wait(self) -> Any:
        """Wait for its end. Returns its exit code."""
        return await _beside(self._popen.wait)

    async def communicate(self, input: bytes | None = None) -> Any:
        """Give it this, and wait for its end. Returns what it wrote, on its output and its errors."""
        return await _beside(partial(self._popen.communicate, input))


class Reader:
    """What asyncio.StreamReader is for a program."""

    def __init__(self, pipe: Any) -> None:
        self._pipe = pipe
        self._is_over = False

    async def read(self, n: int = -1) -> Any:
        """All that comes, or at most `n` bytes."""
        return self._noted(await _beside(partial(self._pipe.read, n)))

    async def readline(self) -> Any:
        """The next line; nothing at the end."""
        return self._noted(await _beside(self._pipe.readline))

    async def readexactly(self, n: int) -> Any:
        """So many bytes. Raises asyncio.IncompleteReadError at the end."""
        found = await self.read(n)
        if len(found) < n:
            raise asyncio.IncompleteReadError(found, n)
        return found

    def at_eof(self) -> bool:
        """Whether the end was read."""
        return self._is_over

    def __aiter__(self) -> Reader:
        return self

    async def __anext__(self) -> Any:
        line = await self.readline()
        if not line:
            raise StopAsyncIteration
        return line

    def _noted(self, found: Any) -> Any:
        self._is_over = self._is_over or not found
        return found


class Writer:
    """What asyncio.StreamWriter is for a program."""

    def __init__(self, pipe: Any) -> None:
        self._pipe = pipe

    def write(self, data: bytes) -> None:
        """Give it this."""
        self._pipe.write(data)
        self._pipe.flush()

    def writelines(self, lines: Any) -> None:
        """Give it all of these."""
        self.write(b"".join(lines))

    async def drain(self) -> None:
        """Everything is written at once."""

    def close(self) -> None:
        """Nothing more comes."""
        self._pipe.close()

    write_eof = close

    def is_closing(self) -> bool:
        """Whether nothing more comes."""
        return bool(self._pipe.closed)

    async def wait_closed(self) -> None:
        """It is closed at once."""
