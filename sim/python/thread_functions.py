"""What Python's module `threading` is built on, as virtual threads and locks; `threading` itself runs unmodified.

Python 3.11 and 3.12 start a thread and give it a lock that is released at its end (`_set_sentinel`); 3.13 gives it a
handle. Everything else in `threading` and `queue` is made of locks: here Python's own, waited for in virtual time.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Collection, Mapping
from types import TracebackType
from typing import Any

from sim.python.program import Program, program_here
from sim.python.swaps import REAL_THREAD
from sim.time.threads import MIN_WAIT_S, Pause, Stubborn, SwitchedOff, VirtualThread


class ProgramLock:
    """threading.Lock. A module that is first imported by a program may keep one: outside it is a real lock."""

    __slots__ = ("__weakref__", "_lock", "_promised", "_waiters")

    def __init__(self) -> None:
        self._at_fork_reinit()

    def _at_fork_reinit(self) -> None:
        self._lock: Any = REAL_THREAD.allocate_lock()
        self._waiters: list[Pause | VirtualThread] = []
        self._promised = False  # one who waited was told that the lock is free, and has not had a turn yet

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Take the lock; False when it was not free within `timeout` virtual seconds (-1: wait for ever)."""
        if not self._promised and self._lock.acquire(False):
            return True
        program = program_here()
        if program is None or not blocking or (timeout < 0 and timeout != -1):
            if program is not None:
                program.clock_reads.read()
            return self._lock.acquire(blocking, timeout)  # type: ignore[no-any-return]
        if self._promised:
            self._promised = False
            program.clock.sleep(MIN_WAIT_S)  # who takes a lock again at once lets the one who waited go first
        return self._lock.acquire(False) or self._wait(program, timeout)

    def _wait(self, program: Program, timeout: float) -> bool:
        clock = program.clock
        until_s = clock.monotonic() + timeout
        while True:
            left_s = until_s - clock.monotonic() if timeout >= 0 else None
            woken = program.threads.wait(self._waiters, left_s)
            if woken:
                self._promised = False
            if self._lock.acquire(False):
                return True
            if not woken or (left_s is not None and clock.monotonic() >= until_s):
                return False

    def release(self) -> None:
        """Give the lock back. Raises RuntimeError when nobody holds it."""
        self._lock.release()
        if self._waiters:
            self._promised = True
            self._waiters.pop(0).wake()

    def locked(self) -> bool:
        return self._lock.locked()  # type: ignore[no-any-return]

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not SwitchedOff or self.locked():  # whoever is ended while waiting for the lock does not hold it
            self.release()

    def __repr__(self) -> str:
        return f"<{'locked' if self.locked() else 'unlocked'} lock of a virtual program at {id(self):#x}>"


Call = Callable[..., object]


def _nothing() -> None:
    pass


class ThreadHandle:
    """Python 3.13's handle of one thread: it says when the thread has ended."""

    def __init__(self) -> None:
        self.ident: int | None = None
        self._done = False
        self._ended = ProgramLock()

    def begin(self) -> None:
        """The thread begins: nobody may pass a join."""
        self._ended.acquire()

    def _set_done(self) -> None:
        if not self._done:
            self._done = True
            if self._ended.locked():
                self._ended.release()

    def is_done(self) -> bool:
        return self._done

    def join(self, timeout: float | None = None) -> None:
        """Wait until the thread has ended, at most `timeout` virtual seconds."""
        if not self._done and self._ended.acquire(True, -1 if timeout is None else timeout):
            self._ended.release()


class ProgramThreads:
    """The threads that one program has started."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._ident = program.threads.ident
        self._sentinels: dict[int, ProgramLock] = {}
        self._started: list[VirtualThread] = []
        self._numbers = 0
        self._known = frozenset(threading._active)  # type: ignore[attr-defined]
        self._real_invoker = threading._make_invoke_excepthook  # type: ignore[attr-defined]

    def start_new_thread(self, call: Call, args: tuple[Any, ...], kwargs: Mapping[str, Any] | None = None, /) -> int:
        """Start a thread, as `_thread.start_new_thread` does, and return a number for it."""
        if program_here() is None or _made_before(call):
            return REAL_THREAD.start_new_thread(call, args, kwargs or {})  # type: ignore[no-any-return]
        self._begin(call, args, kwargs or {}, _nothing)
        return self._numbers

    def start_joinable_thread(self, call: Call, *, handle: Any = None, daemon: bool = True) -> Any:
        """Start a thread, as Python 3.13's `_thread.start_joinable_thread` does."""
        if handle is not None and not isinstance(handle, ThreadHandle):  # a Thread made before the program began
            return REAL_THREAD.start_joinable_thread(call, handle=handle, daemon=daemon)
        handle = ThreadHandle() if handle is None else handle
        handle.begin()

        def live() -> None:
            handle.ident = self._ident()
            call()

        self._begin(live, (), {}, handle._set_done, getattr(call, "__self__", None))
        return handle

    def set_sentinel(self) -> Any:
        """Return a lock that is released when the calling thread ends (Python 3.11 and 3.12)."""
        if program_here() is None:
            return REAL_THREAD._set_sentinel()
        self._sentinels[self._ident()] = lock = ProgramLock()
        return lock

    def make_invoke_excepthook(self) -> Callable[[threading.Thread], None]:
        """Return what prints an exception of a thread, but for the one that ends it when the board is switched off."""
        invoke: Callable[[threading.Thread], None] = self._real_invoker()

        def tell(thread: threading.Thread) -> None:
            if not isinstance(sys.exc_info()[1], SwitchedOff):
                invoke(thread)

        return tell

    def wait_for_all(self) -> None:
        """Wait as Python does at the end of a program: for every thread that is not a daemon."""
        pools: Any = sys.modules.get("concurrent.futures.thread")
        if pools is not None:
            self._wait_for_pools(pools)
        while left := [thread for thread in threading.enumerate() if self._holds_up(thread)]:
            for thread in left:
                thread.join()

    def _wait_for_pools(self, pools: Any) -> None:
        """Tell the threads of pools that nobody shut down to end, and wait for them, as Python does."""
        mine = [
            (thread, queue)
            for thread, queue in pools._threads_queues.items()
            if thread.is_alive() and thread.ident not in self._known
        ]
        if not mine:
            return
        before, pools._shutdown = pools._shutdown, True
        try:
            for _, queue in mine:
                queue.put(None)
            for thread, _ in mine:
                thread.join()
        finally:
            pools._shutdown = before

    def freeze_all(self) -> None:
        """Give no thread that the program has started its turn again; `end_all` still ends them."""
        for thread in self._started:
            thread.freeze()
        self._started.clear()

    def end_all(self, spared: Collection[VirtualThread]) -> None:
        """End all that still run; a stubborn one stays behind for ever and does nothing.

        gpiozero's own end when its devices are closed, after the program.
        """
        failures: list[BaseException] = []
        threads = self._program.threads
        pools = logging.getLogger("concurrent.futures")  # a pool would report that its threads are ended
        pools.disabled, before = True, pools.disabled
        for thread in threads.living():
            if thread in spared:
                continue
            threads.forget(thread)
            try:
                thread.end()
            except Stubborn:
                self._abandon(thread)
            except BaseException as failure:
                failures.append(failure)
        pools.disabled = before
        for ident in set(threading._active) - self._known:  # type: ignore[attr-defined]
            threading._active.pop(ident)  # type: ignore[attr-defined]
        threading._limbo.clear()  # type: ignore[attr-defined]
        if failures:
            raise failures[0]

    def _begin(
        self, call: Call, args: tuple[Any, ...], kwargs: Mapping[str, Any], done: Call, owner: object = None
    ) -> None:
        self._numbers += 1
        owner = owner or getattr(call, "__self__", None)
        name = owner.name if isinstance(owner, threading.Thread) else f"thread {self._numbers}"

        def live() -> None:
            try:
                call(*args, **kwargs)
            except (SystemExit, SwitchedOff):
                pass
            except BaseException:
                threading.excepthook(threading.ExceptHookArgs((*sys.exc_info(), None)))
            finally:
                sentinel = self._sentinels.pop(self._ident(), None)
                if sentinel is not None and sentinel.locked():
                    sentinel.release()
                done()

        self._started.append(self._program.threads.start(live, name))

    def _holds_up(self, thread: threading.Thread) -> bool:
        return not thread.daemon and thread.ident != self._ident() and thread.ident not in self._known

    def _abandon(self, thread: VirtualThread) -> None:
        """Make sure that Python, when it ends, does not wait for a thread that never does."""
        assert thread.ident is not None
        known = threading._active.get(thread.ident)  # type: ignore[attr-defined]
        pools: Any = sys.modules.get("concurrent.futures.thread")
        if pools is not None:
            pools._threads_queues.pop(known, None)
        sentinel = self._sentinels.pop(thread.ident, None)
        if sentinel is not None:
            threading._shutdown_locks.discard(sentinel)  # type: ignore[attr-defined]


def _made_before(call: Call) -> bool:
    """Whether `call` starts a Thread that was made before the program began, on real locks."""
    owner: Any = getattr(call, "__self__", None)
    return isinstance(owner, threading.Thread) and not isinstance(owner._started._cond._lock, ProgramLock)  # type: ignore[attr-defined]
