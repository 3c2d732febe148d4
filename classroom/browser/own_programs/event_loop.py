"""asyncio for a program in a browser: an event loop of its own in virtual time, in place of the page's."""

from __future__ import annotations

import asyncio
import selectors
from contextlib import ExitStack
from typing import Any, Self

from sim.python.program import program_here


class NoSockets(selectors._BaseSelectorImpl):
    """There is nothing to wait for but time and the program's other threads."""

    def __init__(self) -> None:
        super().__init__()
        self.is_woken = False

    def select(self, timeout: float | None = None) -> list[Any]:
        program = program_here()
        if program is not None:
            program.wait_until(lambda: self.is_woken, timeout)
        self.is_woken = False
        return []


class ProgramLoop(asyncio.SelectorEventLoop):
    """The event loop that asyncio.run() makes for a program."""

    def __init__(self) -> None:
        self._nothing = NoSockets()
        super().__init__(self._nothing)

    def _make_self_pipe(self) -> None:
        pass

    def _close_self_pipe(self) -> None:
        pass

    def _write_to_self(self) -> None:
        """Another thread has something for the loop."""
        self._nothing.is_woken = True
        program = program_here()
        if program is not None:
            program.bytes_moved()


class ProgramPolicy(asyncio.DefaultEventLoopPolicy):
    """Gives each thread of a program such a loop."""

    def new_event_loop(self) -> ProgramLoop:
        return ProgramLoop()


class ProgramAsyncio:
    """While it is entered, asyncio is a program's and not the page's."""

    def __init__(self) -> None:
        self._undo = ExitStack()

    def __enter__(self) -> Self:
        policy, running = asyncio.get_event_loop_policy(), asyncio._get_running_loop()
        self._undo.callback(asyncio._set_running_loop, running)
        self._undo.callback(asyncio.set_event_loop_policy, policy)
        asyncio._set_running_loop(None)
        asyncio.set_event_loop_policy(ProgramPolicy())
        return self

    def __exit__(self, *_: object) -> None:
        self._undo.close()
