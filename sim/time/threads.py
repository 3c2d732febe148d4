"""Virtual threads: only the holder of the baton runs, so that every run takes the same turns.

The program itself keeps the clock going while it sleeps or waits. When a thread's moment comes, the program hands it
the baton; the thread runs until it sleeps or waits and hands the baton back. A thread whose sleep ends before anything
else is due goes on at once, without a hand-over.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from types import TracebackType
from typing import Protocol

from sim.time.backend import Backend, ThreadsMissing, usual_backend
from sim.time.clock import SLICE_S, ClockEvent, VirtualClock

# Even an empty wait takes this long: Linux's default timer slack, prctl(2) PR_SET_TIMERSLACK. It also makes sure that
# a loop which asks again and again lets time pass.
MIN_WAIT_S = 50e-6
MAX_REFUSALS = 100  # times a thread may refuse to end when the board is switched off


class Stubborn(RuntimeError):
    """A thread caught `SwitchedOff` again and again. It is left where it is and never gets the baton again."""


class SwitchedOff(BaseException):
    """Raised inside a virtual thread when its board is switched off, so that its `finally` blocks still run."""


def call_within_wait(clock: VirtualClock, call: Callable[[], object]) -> None:
    """Without threads: make a call within the wait of the program itself, as an event of the clock.

    Raises ThreadsMissing when the call slept longer than the program waits: it has come back too late. A program that
    works meanwhile, as in an empty loop, can be held up as long as another thread would hold it up.
    """
    until_s = clock.horizon_s + (SLICE_S if clock.works else 0.0)
    call()
    if clock.monotonic() > until_s:
        raise ThreadsMissing("a callback slept longer than the program waits")


class Context(Protocol):
    """What is another one while a thread of a child process has the baton: its arguments, its outputs, its modules."""

    def enter(self) -> None:
        """The thread goes on: put the child's own things in place."""
        ...

    def leave(self) -> None:
        """The thread stops: put back what was there."""
        ...


class Pause:
    """A wait of the program itself."""

    __slots__ = ("_clock", "woken")

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self.woken = False

    def wake(self) -> None:
        """Let the program go on as soon as the thread that wakes it sleeps, however short its sleep is."""
        self.woken = True
        self._clock.next_s = self._clock.monotonic()


class VirtualThread:
    """One thread of the board. It starts at the program's next sleep or wait."""

    def __init__(self, threads: VirtualThreads, run: Callable[[], object], name: str) -> None:
        self.name = name
        self.alive = True
        self.woken = False
        self.is_library = False  # of a library, for its own ends
        self.failure: BaseException | None = None
        self.ident: int | None = None  # once it runs
        self.context = threads.context  # that of the thread that starts it
        self._interruption: Callable[[], object] | None = None
        self._threads = threads
        self._run = run
        self._backend = threads.backend
        self._gate = self._backend.gate()
        self._baton = self._gate  # a new one for each turn: the program waits for it to be released
        self._handed_back = True
        self._must_end = False
        self._frozen = False
        self._refusals = 0  # how often it was told to end and did not
        self._started = False
        self._joiners: list[Pause | VirtualThread] = []
        self._alarm: ClockEvent = threads.clock.at(threads.clock.monotonic(), self._go_on)

    @property
    def interpreter_ident(self) -> int | None:
        """The number by which the interpreter itself knows it; None until it runs."""
        return None if self.ident is None else self._backend.interpreter_ident(self.ident)

    @property
    def has_turn(self) -> bool:
        """Whether it holds the baton."""
        return self._threads.clock.running is self

    def join(self, timeout_s: float | None = None) -> None:
        """Wait until the thread has ended, at most `timeout_s` virtual seconds."""
        if self._threads.clock.running is self:
            raise RuntimeError("cannot join current thread")
        if self.alive:
            self._threads.wait(self._joiners, timeout_s)

    def wake(self) -> None:
        """Let the thread go on as soon as the program sleeps or waits."""
        if self._frozen:
            return
        clock = self._threads.clock
        self.woken = True
        self._alarm.cancel()
        self._alarm = clock.at(clock.monotonic(), self._go_on)

    def sleep_until(self, until_s: float) -> None:
        """Give the baton back until then. Only the thread itself may call it."""
        clock = self._threads.clock
        now_s = clock.monotonic()
        until_s = until_s if until_s > now_s else now_s + MIN_WAIT_S
        self._alarm = clock.at(until_s, self._go_on)
        while self._park() and clock.monotonic() < until_s:
            self._alarm = clock.at(until_s, self._go_on)

    def wait_for_wake(self, until_s: float) -> None:
        """Give the baton back until `wake` or until then, whichever comes first."""
        parked = True
        while parked and not self.woken:
            if until_s < inf:
                self._alarm = self._threads.clock.at(until_s, self._go_on)
            parked = self._park()

    def interrupt(self, call: Callable[[], object]) -> None:
        """Make this call in the thread where it waits, as a signal does; what it raises is raised there."""
        if self._frozen or not self.alive:
            return
        clock = self._threads.clock
        self._interruption = call
        self._alarm.cancel()
        self._alarm = clock.at(clock.monotonic(), self._go_on)

    def freeze(self) -> None:
        """Never let the thread go on from where it waits, except to end it."""
        self._frozen = True
        self._alarm.cancel()

    def end(self) -> None:
        """Make the thread end where it is; the program calls it when the board is switched off.

        Raises `Stubborn` when the thread catches `SwitchedOff` for ever, as `while True: try: ... except: pass` does.
        """
        self._must_end = True
        self._alarm.cancel()
        clock = self._threads.clock
        clock.next_s = clock.monotonic()  # however short the next sleep of the thread is, it ends there
        self._go_on()
        if self.alive:
            self.alive = False
            raise Stubborn(f"the thread {self.name!r} did not end when the virtual Pi was switched off")

    def _go_on(self) -> None:
        """Hand the thread the baton, among the things of its own process."""
        context = self.context
        if context is None or not self.alive:
            self._hand_over()
            return
        self._threads.context = context
        context.enter()
        try:
            self._hand_over()
        finally:
            context.leave()
            self._threads.context = None

    def _hand_over(self) -> None:
        """Give the thread the baton and wait until it comes back; what the thread raised is raised here."""
        clock = self._threads.clock
        if not self.alive:
            return
        if not self._started:
            if self._must_end:
                self.alive = False
                return
            self._started = True
            self._backend.start(self._live)
        self._baton = baton = self._backend.gate()
        self._handed_back = False
        interruption: BaseException | None = None
        clock.running = self
        try:
            self._gate.release()
        except BaseException as signal:  # a signal handler raised, as for Ctrl-C: passed on when the thread stops
            interruption = signal
        while not self._handed_back:
            try:
                baton.acquire()
            except BaseException as signal:
                if interruption is not None:
                    raise
                interruption = signal
        if self.failure is not None:
            failure, self.failure = self.failure, None
            failure.add_note(f"raised in the virtual thread {self.name!r}")
            raise failure
        if interruption is not None:
            raise interruption

    def _park(self) -> bool:
        """Wait for the baton; True when it came for an interruption, which is over."""
        if not self._must_end:
            self._hand_back()
            self._gate.acquire()
        if self._must_end:
            self._alarm.cancel()
            self._refusals += 1
            if self._refusals > MAX_REFUSALS:
                self._hand_back()
                self._gate.acquire()  # nobody opens it any more
            raise SwitchedOff
        call, self._interruption = self._interruption, None
        if call is not None:
            call()
        return call is not None

    def _live(self) -> None:
        self.ident = self._backend.ident()
        self._gate.acquire()
        try:
            self._run()
        except (SwitchedOff, SystemExit):
            pass
        except BaseException as failure:
            self.failure = failure
        self.alive = False
        self._threads.forget(self)
        for joiner in self._joiners:
            joiner.wake()
        self._hand_back()

    def _hand_back(self) -> None:
        self._threads.clock.running = None
        self._handed_back = True
        self._baton.release()


class VirtualThreads:
    """The threads of one board and what they wait for.

    `ident` tells threads apart: whoever wants to know which thread calls, asks it, and not the interpreter.
    """

    def __init__(self, clock: VirtualClock, backend: Backend | None = None) -> None:
        self.clock = clock
        self.backend = usual_backend() if backend is None else backend
        self.ident = self.backend.ident
        self.context: Context | None = None  # of the thread that has the baton; None: the program's own
        self._alive: dict[VirtualThread, None] = {}

    def start(self, run: Callable[[], object], name: str) -> VirtualThread:
        """Start `run` in a new virtual thread; an exception in it is raised in the program."""
        thread = VirtualThread(self, run, name)
        self._alive[thread] = None
        return thread

    def wait(self, waiters: list[Pause | VirtualThread], timeout_s: float | None) -> bool:
        """Wait until someone wakes `waiters`; False when `timeout_s` was over first.

        Raises `sim.time.clock.WaitsForever` when the program itself waits and nothing can ever wake it.
        """
        clock = self.clock
        running = clock.running
        until_s = inf
        if timeout_s is not None:
            wait_s = timeout_s if timeout_s > 0 else MIN_WAIT_S
            until_s = clock.monotonic() + wait_s
            if until_s < clock.next_s:
                clock.sleep(wait_s)
                return False
        waiter: Pause | VirtualThread
        if running is None:
            waiter = Pause(clock)
        else:
            assert isinstance(running, VirtualThread)
            waiter = running
            waiter.woken = False
        waiters.append(waiter)
        try:
            if isinstance(waiter, Pause):
                clock.run_until(until_s, waiter)
            else:
                waiter.wait_for_wake(until_s)
        finally:
            if not waiter.woken:
                waiters.remove(waiter)
        return waiter.woken

    def forget(self, thread: VirtualThread) -> None:
        """Remove an ended thread from the list."""
        self._alive.pop(thread, None)

    def living(self) -> tuple[VirtualThread, ...]:
        """The threads that have not ended, oldest first."""
        return tuple(self._alive)

    def end_all(self) -> None:
        """End every thread that still lives, oldest first."""
        failures: list[BaseException] = []
        for thread in self.living():
            self.forget(thread)
            try:
                thread.end()
            except BaseException as failure:
                failures.append(failure)
        if failures:
            raise failures[0]


class VirtualEvent:
    """threading.Event on virtual time."""

    __slots__ = ("_flag", "_threads", "_waiters")

    def __init__(self, threads: VirtualThreads) -> None:
        self._threads = threads
        self._flag = False
        self._waiters: list[Pause | VirtualThread] = []

    def is_set(self) -> bool:
        return self._flag

    def set(self) -> None:
        self._flag = True
        if self._waiters:
            woken, self._waiters[:] = self._waiters[:], []
            for waiter in woken:
                waiter.wake()

    def clear(self) -> None:
        self._flag = False

    def wait(self, timeout: float | None = None) -> bool:
        return self._flag or self._threads.wait(self._waiters, timeout)


class VirtualLock:
    """threading.Lock on virtual time: who finds it taken lets the others run."""

    __slots__ = ("_freed", "_held")

    def __init__(self, threads: VirtualThreads) -> None:
        self._freed = VirtualEvent(threads)
        self._held = False

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        while self._held:
            if not blocking:
                return False
            self._freed.clear()
            if not self._freed.wait(None if timeout < 0 else timeout):
                return False
        self._held = True
        return True

    def release(self) -> None:
        if not self._held:
            raise RuntimeError("release unlocked lock")
        self._held = False
        self._freed.set()

    def locked(self) -> bool:
        return self._held

    def __enter__(self) -> bool:
        if self._held:
            return self.acquire()
        self._held = True
        return True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
