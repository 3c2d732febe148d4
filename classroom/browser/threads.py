"""Virtual threads in a browser: each is a WebAssembly stack of its own, suspended on a promise while it waits (JSPI).

A page's worker calls `install()` once, before anything of the simulator runs. It is False in a browser without JSPI:
what starts no thread runs there all the same.

For whoever writes the worker:

- Python that may wait is entered by `enter(run)`. It returns at once; `run` begins when JavaScript has its next turn,
  never inside the Python stack that called (a new stack made there ends the interpreter).
- While `run` waits, here or in any virtual thread, the worker's event loop turns: messages arrive, and the worker calls
  Python as always, for a moment. Such a call must not wait; it finds `ident()` to be OUTSIDE, so that no clock of a
  program moves under it.
"""

from __future__ import annotations

from asyncio import Future, _get_running_loop, _set_running_loop, get_event_loop
from collections.abc import Callable

from sim.time import backend

OUTSIDE = 0  # who calls while every stack is suspended: the page's messages
MS = 1000.0


def has_promise_stacks() -> bool:
    """Whether this interpreter runs in a browser, or in node, that can suspend a WebAssembly stack."""
    try:
        import js  # type: ignore[import-not-found]  # only Pyodide has it
    except ImportError:
        return False
    return hasattr(js.WebAssembly, "Suspending")


def install() -> bool:
    """Let virtual threads run on promises from now on; False when this browser cannot: then there are none."""
    if installed() is None:
        backend.use(PromiseThreads() if has_promise_stacks() else backend.NoThreads())
    return installed() is not None


def installed() -> PromiseThreads | None:
    """What `install` has put in."""
    found = backend.usual_backend()
    return found if isinstance(found, PromiseThreads) else None


def enter(run: Callable[[], object]) -> None:
    """Call `run` soon, on a stack that may wait; it counts as the interpreter's main thread."""
    _start(lambda *_: run())


class PromiseGate:
    """Where one stack waits for another: a future of the page's event loop, made anew for each wait."""

    __slots__ = ("_is_open", "_threads", "_waited_for")

    def __init__(self, threads: PromiseThreads) -> None:
        self._threads = threads
        self._is_open = False
        self._waited_for: Future[None] | None = None

    def acquire(self) -> bool:
        """Wait until it is open, and close it again."""
        if not self._is_open:
            self._waited_for = future = self._threads.loop.create_future()
            self._threads.suspend(future)
        self._is_open = False
        return True

    def release(self) -> None:
        """Open it."""
        self._is_open = True
        if self._waited_for is not None:
            future, self._waited_for = self._waited_for, None
            future.set_result(None)


class PromiseThreads:
    """The back end of sim/time/backend.py on promises. One interpreter has one of these."""

    has_threads = True

    def __init__(self) -> None:
        self._main = self._current = backend.RealThreads.ident()
        self._count = self._main
        self.loop = get_event_loop()

    def start(self, run: Callable[[], object]) -> None:
        """Call `run` in a new stack, at the latest when the caller waits."""
        self._count += 1
        ident = self._count

        def live(*_: object) -> None:
            self._current = ident
            run()
            self._current = OUTSIDE

        _start(live)

    def gate(self) -> PromiseGate:
        return PromiseGate(self)

    def ident(self) -> int:
        return self._current

    def interpreter_ident(self, ident: int) -> int:
        return self._main

    def suspend(self, future: Future[None]) -> None:
        """Wait for a future; meanwhile other stacks and the page's messages have their turns."""
        from pyodide.ffi import run_sync  # type: ignore[import-not-found]

        mine, self._current = self._current, OUTSIDE
        running = _get_running_loop()  # a program's own, in asyncio.run(); Pyodide expects the page's
        _set_running_loop(self.loop)
        try:
            run_sync(future)
        finally:
            self._current = mine
            _set_running_loop(running)


def _start(run: Callable[..., object]) -> None:
    import js
    from pyodide.ffi import create_once_callable

    js.queueMicrotask(create_once_callable(run, _may_syncify=True))
