"""Virtual time: it jumps from event to event, as fast as the computer goes, and always in the same order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from heapq import heapify, heappop, heappush, heapreplace
from math import inf, isfinite
from typing import Protocol

VIETNAM = timezone(timedelta(hours=7), "+07")
BOOT_S = 1000.0  # monotonic time at start; never 0, because adafruit_dht takes 0 as "never called"
LIMIT_S = 366 * 86400.0  # a year: no lesson is longer
MAX_AT_ONCE = 1_000_000  # events at one instant: more than any board makes in an hour
SWEEP = 64  # cancelled events in the queue before it is swept
FIRST_SLICE_S, SLICE_S = 10e-6, 5e-3  # chosen; and CPython's own, sys.getswitchinterval()


class ClockLimit(RuntimeError):
    """The virtual clock reached its limit: the program ran longer than it was allowed to."""


class WaitsForever(ClockLimit):
    """The program waits for something that no event can ever bring."""


class ClockEvent:
    """A call that will happen at a moment of virtual time."""

    __slots__ = ("_call", "_clock", "_first_s", "_period_s", "_round")

    def __init__(self, clock: VirtualClock, call: Callable[[], None], first_s: float, period_s: float) -> None:
        self._clock = clock
        self._call: Callable[[], None] | None = call
        self._first_s = first_s
        self._period_s = period_s
        self._round = 0

    def cancel(self) -> None:
        """Cancel the call. Harmless when it has already happened."""
        if self._call is not None:
            self._call = None
            self._clock._forget_one()


class Sleeper(Protocol):
    """A virtual thread that holds the baton: it sleeps by giving the baton back."""

    def sleep_until(self, until_s: float) -> None: ...


class Waiter(Protocol):
    """Something that waits for more than time alone."""

    woken: bool


class VirtualClock:
    """A clock that moves only when someone sleeps, and meanwhile runs every event that falls due.

    `start` is the date on the wall (taken as Vietnam's UTC+7 when it names no time zone).
    `limit_s` is how many virtual seconds may pass before `ClockLimit` ends the run.
    """

    __slots__ = (
        *("_cancelled", "_heap", "_horizon_s", "_limit_s", "_met_s", "_sequence", "_slice_s", "_start"),
        *("_start_s", "_worker", "changes", "next_s", "now_s", "read_s", "running", "switched_s", "works"),
    )

    def __init__(self, *, start: datetime = datetime(2026, 1, 1, tzinfo=VIETNAM), limit_s: float = LIMIT_S) -> None:
        self._start = start
        self._start_s = _since_1970(start)
        self.now_s = BOOT_S  # what monotonic() returns; to be read only
        self._limit_s = BOOT_S + limit_s
        self._horizon_s = self._limit_s  # how far the innermost sleep in progress may go
        self.next_s = self._limit_s  # no sleep that ends before this moment meets an event
        self._heap: list[tuple[float, int, ClockEvent]] = []
        self._sequence = 0
        self._cancelled = 0
        self.running: Sleeper | None = None  # the virtual thread that holds the baton; None: the program itself
        self.changes = 0  # counts what the program sees changed in the world
        self.read_s = -1.0  # when the program read the clock last
        self.switched_s = 0.0  # another one whenever the program changes something in it
        self.works = False  # the program works, and does not rest, while events are run
        self._worker: Sleeper | None = None  # who was the last to meet an event while it worked
        self._met_s = BOOT_S  # when that was
        self._slice_s = FIRST_SLICE_S

    def monotonic(self) -> float:
        """Virtual seconds; they start at 1000 and never jump back."""
        return self.now_s

    def now(self) -> datetime:
        """The virtual date on the wall."""
        return self._start + timedelta(seconds=self.now_s - BOOT_S)

    def time(self) -> float:
        """Seconds since 1970 on the virtual wall."""
        return self._start_s + self.now_s - BOOT_S

    def jump(self, by_s: float) -> None:
        """Move the date on the wall, as a time server does. What is measured by monotonic() does not notice."""
        self._start += timedelta(seconds=by_s)
        self._start_s = _since_1970(self._start)

    def sleep(self, seconds: float) -> None:
        """Let `seconds` pass: run every event that falls due, by time and then by age, and return at the end.

        Raises `ClockLimit` at the clock's limit and ValueError for a negative length, as time.sleep does.
        """
        until_s = self.now_s + seconds
        if self.now_s <= until_s < self.next_s:
            self.now_s = until_s
            return
        if not seconds >= 0:
            raise ValueError(f"sleep length must be 0 or more, not {seconds}")
        if self.running is None:
            self.run_until(until_s)
        else:
            self.running.sleep_until(until_s)

    def work(self, seconds: float) -> None:
        """Let `seconds` pass that somebody works, not rests, as in a loop that asks and asks.

        Threads that all work at the same time take turns, each a little longer, up to CPython's own five milliseconds;
        otherwise they would do nothing but take turns.
        """
        until_s = self.now_s + seconds
        if until_s < self.next_s:
            self.now_s = until_s
            return
        now_s = self.now_s
        if self.running is not self._worker:
            if now_s - self._met_s > 2 * self._slice_s:
                self._slice_s = FIRST_SLICE_S
            else:
                seconds = max(seconds, self._slice_s)
                self._slice_s = min(2 * self._slice_s, SLICE_S)
            self._worker = self.running
        self._met_s = now_s
        before, self.works = self.works, True
        try:
            self.sleep(seconds)
        finally:
            self.works = before

    def at(self, when_s: float, call: Callable[[], None]) -> ClockEvent:
        """Call `call` once when monotonic() reaches `when_s`; a moment in the past means at once, at the next sleep."""
        event = ClockEvent(self, call, when_s, 0.0)
        self._push(float(when_s), event)
        return event

    def every(self, period_s: float, call: Callable[[], None], *, first_s: float | None = None) -> ClockEvent:
        """Call `call` again and again; first when monotonic() reaches `first_s` (default: one period from now)."""
        if not (isfinite(period_s) and period_s > 0):
            raise ValueError(f"a period must be more than 0 seconds, not {period_s}")
        first_s = self.now_s + period_s if first_s is None else float(first_s)
        event = ClockEvent(self, call, first_s, period_s)
        self._push(first_s, event)
        return event

    def run_until(self, until_s: float, waiter: Waiter | None = None) -> None:
        """Run events up to `until_s`, or until `waiter.woken`. Only the program itself may call it, never a thread."""
        heap = self._heap
        end_s = until_s if until_s < self._limit_s else self._limit_s
        outer_s = self._horizon_s
        self._horizon_s = end_s
        at_once = 0
        try:
            while heap:
                when_s, _, event = heap[0]
                if when_s > end_s or (waiter is not None and waiter.woken):
                    break
                call = event._call
                if call is None:
                    heappop(heap)
                    self._cancelled -= 1
                    continue
                if event._period_s:
                    event._round = turn = event._round + 1
                    self._sequence = sequence = self._sequence + 1
                    heapreplace(heap, (event._first_s + turn * event._period_s, sequence, event))
                    next_s = heap[0][0]
                else:
                    event._call = None
                    heappop(heap)
                    next_s = heap[0][0] if heap else end_s
                self.next_s = next_s if next_s < end_s else end_s
                if when_s > self.now_s:
                    self.now_s = when_s
                    at_once = 0
                else:
                    at_once += 1
                    if at_once > MAX_AT_ONCE:
                        raise WaitsForever(f"{MAX_AT_ONCE} events ran at {when_s - BOOT_S:.6f} s and time did not pass")
                call()
        finally:
            self._horizon_s = outer_s
            self.next_s = heap[0][0] if heap and heap[0][0] < outer_s else outer_s
        if waiter is None or not waiter.woken:
            self._arrive(end_s, until_s)

    def _arrive(self, end_s: float, until_s: float) -> None:
        """Go to the end of a sleep, when all events before it have run."""
        if until_s == inf and not self._heap:
            raise WaitsForever("The program waits, but no event is left that could ever wake it.")
        if end_s > self.now_s:
            self.now_s = end_s
        if until_s > end_s:
            raise ClockLimit(
                f"The virtual clock stopped at its limit of {self._limit_s - BOOT_S:.0f} s. Either the program waits "
                "for something that never comes, or the clock needs a longer limit_s."
            )

    @property
    def horizon_s(self) -> float:
        """Within an event: when the sleep that it interrupts is to end."""
        return self._horizon_s

    @property
    def pending(self) -> int:
        """How many entries the queue of events holds, cancelled ones that were not swept yet included."""
        return len(self._heap)

    @contextmanager
    def as_of(self, when_s: float) -> Iterator[None]:
        """Let monotonic() say a moment that is over, for who tells later what happened then. Nobody may sleep here."""
        now_s, self.now_s = self.now_s, min(when_s, self.now_s)
        try:
            yield
        finally:
            self.now_s = now_s

    def _push(self, when_s: float, event: ClockEvent) -> None:
        self._sequence += 1
        heappush(self._heap, (when_s, self._sequence, event))
        if when_s < self.next_s:
            self.next_s = when_s

    def _forget_one(self) -> None:
        """Count a cancelled event, and sweep the queue when most of it is cancelled: a long run must not grow."""
        self._cancelled += 1
        if self._cancelled > SWEEP and self._cancelled * 2 > len(self._heap):
            self._heap[:] = [entry for entry in self._heap if entry[2]._call is not None]
            heapify(self._heap)
            self._cancelled = 0


def _since_1970(moment: datetime) -> float:
    return (moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)).timestamp()
