"""One child process: a virtual thread with a number, an exit code and signals."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from sim.programs.children.context import ChildContext
from sim.time.threads import Pause, SwitchedOff, VirtualThread
from sim.wires import switched_on

NO_SUCH_PROCESS = 3  # Linux errno
SIGINT, SIGTERM, SIGKILL = 2, 15, 9  # Linux; Windows has no SIGKILL
SIGNALS_THAT_END = (SIGINT, SIGTERM, SIGKILL, 1, 10, 12)  # with SIGHUP, SIGUSR1 and SIGUSR2


class Killed(BaseException):
    """A child has sent itself a signal that ends it."""


class Child:
    """A process that has been started. `work` returns its exit code; `daemon`: the parent does not wait for it.

    `at_end` is called when it is over, however that came.
    """

    def __init__(
        self,
        context: ChildContext,
        work: Callable[[], int | None],
        name: str,
        *,
        daemon: bool = False,
        at_end: Callable[[], object] = lambda: None,
    ) -> None:
        self.context = context
        self.name = name
        self.daemon = daemon
        self.returncode: int | None = None
        self._work = work
        self._at_end = at_end
        self._waiting: list[Pause | VirtualThread] = []
        self._thread: VirtualThread | None = None

    @property
    def pid(self) -> int:
        """Its number."""
        return self.context.pid

    def start(self) -> None:
        """Let it begin, at the next wait of the others."""
        threads = switched_on.board().threads
        outer, threads.context = threads.context, self.context
        try:
            self._thread = threads.start(self._live, self.name)
        finally:
            threads.context = outer

    def run_now(self) -> None:
        """Run it at once, in the thread of its parent: for what takes no time."""
        self._over(self._work() or 0)

    def wait(self, timeout_s: float | None = None) -> int | None:
        """Wait for its end; the exit code, or None when `timeout_s` virtual seconds were over first."""
        if self.returncode is None:
            switched_on.board().threads.wait(self._waiting, timeout_s)
        return self.returncode

    def signal(self, number: int) -> None:
        """Send it a signal: its own handler is called, KeyboardInterrupt raised, or it is ended where it is.

        Raises ProcessLookupError when it is over.
        """
        if self.returncode is not None or self._thread is None:
            raise ProcessLookupError(NO_SUCH_PROCESS, "No such process")
        handler = self.context.handlers.get(number)
        if handler == signal.SIG_IGN and number != SIGKILL:
            return
        if callable(handler) and number != SIGKILL:
            self._thread.interrupt(partial(handler, number, None))
        elif number == SIGINT:
            self._thread.interrupt(_interrupted)
        elif number in SIGNALS_THAT_END:
            self.end(-number)

    def end(self, code: int) -> None:
        """Stop it where it is: nothing of it runs any more, and its pins stay as they are."""
        for thread in self.threads():
            thread.freeze()
        self._over(code)
        if switched_on.board().threads.context is self.context:
            raise Killed

    def threads(self) -> list[VirtualThread]:
        """The threads that belong to it, its first one included."""
        return threads_of(self.context)

    def _live(self) -> None:
        try:
            code = self._work() or 0
        except SwitchedOff:
            raise
        except SystemExit as end:
            code = exit_code(end)
        except KeyboardInterrupt:
            code = -SIGINT
        except Killed:
            return
        except BaseException as error:
            sys.excepthook(type(error), error, error.__traceback__)
            code = 1
        for thread in self.threads():
            if thread is not self._thread:
                thread.freeze()
        self._over(code)

    def _over(self, code: int) -> None:
        if self.returncode is not None:
            return
        self.returncode = code
        self._at_end()
        waiting, self._waiting[:] = self._waiting[:], []
        for each in waiting:
            each.wake()


def threads_of(context: ChildContext) -> list[VirtualThread]:
    """The virtual threads of one child that have not ended."""
    return [each for each in switched_on.board().threads.living() if each.context is context]


def exit_code(end: SystemExit) -> int:
    """What sys.exit() means: a number is itself, a text is printed and means 1."""
    if end.code is None or isinstance(end.code, int):
        return (end.code or 0) & 0xFF
    print(end.code, file=sys.stderr)
    return 1


def _interrupted() -> Any:
    raise KeyboardInterrupt
