"""Programs in the page's worker: each runs on a stack that may wait, so that the page's messages reach it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from types import CodeType, TracebackType
from typing import Self

from classroom.browser import threads
from classroom.browser.own_programs.event_loop import ProgramAsyncio
from classroom.browser.own_programs.jumps import JumpGuard
from classroom.browser.own_programs.library_imports import LibraryImports
from classroom.browser.own_programs.linux_errors import accept_linux_numbers
from classroom.browser.own_programs.mail import PromiseMail
from classroom.programs.played import PlayedPrograms
from classroom.programs.programs import Programs
from classroom.programs.run import Send
from sim.time.clock import VirtualClock

PATIENCE_S = 1.5  # chosen: real seconds of computing, less than the page waits for a sign of life


class BrowserGuard(JumpGuard):
    """What is around a program in a browser."""

    def __enter__(self) -> Self:
        accept_linux_numbers()
        with ExitStack() as undo:
            undo.enter_context(ProgramAsyncio())
            undo.enter_context(LibraryImports())
            super().__enter__()
            self._undo = undo.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        super().__exit__(kind, error, trace)
        self._undo.close()


def programs_here(send: Send) -> Programs:
    """The programs of this worker."""
    here = threads.installed()
    if here is None:
        return PlayedPrograms(send, _guard_without_breath)
    return Programs(send, lambda: PromiseMail(here), threads.enter, BrowserGuard)


def _guard_without_breath(clock: VirtualClock, code: CodeType, breathe: Callable[[], None]) -> BrowserGuard:
    """Nobody can breathe in a stack that cannot be suspended, and the page waits for two seconds at most."""
    return BrowserGuard(clock, code, _nothing, PATIENCE_S)


def _nothing() -> None:
    pass
