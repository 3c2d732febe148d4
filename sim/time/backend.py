"""What virtual threads run on: real threads here; a browser has none and runs them on promises, or not at all."""

from __future__ import annotations

from _thread import allocate_lock, get_ident, start_new_thread
from collections.abc import Callable
from typing import Protocol


class Gate(Protocol):
    """Where one thread waits for another. It is closed when it is made; a lock that is taken is such a gate."""

    def acquire(self) -> object:
        """Wait until somebody opens it. An exception of a signal handler may be raised out of it meanwhile."""
        ...

    def release(self) -> object:
        """Open it for the one who waits, or for the next who will."""
        ...


class Backend(Protocol):
    """How threads begin, wait for each other and are told apart. Only one of them runs at a time: see `threads`."""

    @property
    def has_threads(self) -> bool:
        """Whether there are any."""
        ...

    def start(self, run: Callable[[], object]) -> object:
        """Call `run` in a new thread, at the latest when the caller waits at a gate."""
        ...

    def gate(self) -> Gate:
        """Make a gate, closed."""
        ...

    def ident(self) -> int:
        """The number of the thread that calls: no two living threads of the process have the same."""
        ...

    def interpreter_ident(self, ident: int) -> int:
        """The number by which the interpreter itself knows that thread, as in `sys._current_frames()`."""
        ...


class RealThreads:
    """One thread of the operating system for each."""

    has_threads = True
    ident = staticmethod(get_ident)

    def start(self, run: Callable[[], object]) -> object:
        return start_new_thread(run, ())

    def gate(self) -> Gate:
        gate = allocate_lock()
        gate.acquire()
        return gate

    def interpreter_ident(self, ident: int) -> int:
        return ident


class ThreadsMissing(BaseException):
    """A program wants a thread where there are none. No `except Exception` of its own may hide that."""


class NoThreads(RealThreads):
    """An old browser: whoever makes a thread hears so, in the line that makes it."""

    has_threads = False

    def start(self, run: Callable[[], object]) -> object:
        raise ThreadsMissing("no threads here")

    def gate(self) -> Gate:
        raise ThreadsMissing("no threads here")


_usual: Backend = RealThreads()


def use(backend: Backend) -> None:
    """Let this be the usual back end of this process from now on."""
    global _usual
    _usual = backend


def usual_backend() -> Backend:
    """The back end for this machine."""
    return _usual
