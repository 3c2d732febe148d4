"""Edge detection: what a callback is called for, by whom and when."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable
from functools import partial
from types import TracebackType

from sim.libraries.stand_ins.rpi_gpio import names
from sim.time.clock import ClockLimit
from sim.time.threads import VirtualEvent, VirtualThread, call_within_wait
from sim.wires.switched_on import Board

THREAD = "RPi.GPIO callbacks"
LIBRARY = ("sim.libraries.stand_ins", "RPi")


class EdgeDetector:
    """The edge detector of one pin."""

    __slots__ = ("bounce_s", "calls", "edge", "happened", "last_s", "listening", "waiting")

    def __init__(self, edge: int, bounce_s: float | None) -> None:
        self.edge = edge
        self.bounce_s = bounce_s
        self.last_s: float | None = None  # when an edge counted last
        self.listening = False  # add_event_detect() was called, not only wait_for_edge()
        self.happened = False
        self.calls: list[tuple[Callable[[int], object], tuple[str, int]]] = []  # and where it was handed over
        self.waiting: list[VirtualEvent] = []

    def counts(self, now_s: float) -> bool:
        """Say whether an edge counts now: the first one does, others when the bounce time since then is over."""
        if self.bounce_s is not None and self.last_s is not None and now_s - self.last_s <= self.bounce_s:
            return False
        self.last_s = now_s
        return True


class Edges:
    """All edge detectors, and the one thread that runs the callbacks of all pins, one after the other.

    While it runs a callback, further edges of a pin become one, as they do in Linux's sysfs.
    """

    def __init__(self, board: Board, channel_of: Callable[[int], int]) -> None:
        self._board = board
        self._channel_of = channel_of
        self._watches: dict[int, EdgeDetector] = {}
        self._queue: deque[tuple[int, bool, float]] = deque()  # GPIO, level, moment
        self._alarm = VirtualEvent(board.threads)
        self._thread: VirtualThread | None = None
        self._busy = False
        self._has_threads = board.threads.backend.has_threads

    def detect(self, gpio: int, edge: int, bounce_s: float | None) -> None:
        """Begin to notice edges. Raises RuntimeError when the pin has a detector already."""
        watch = self._watches.get(gpio)
        if watch is None:
            watch = self._watch(gpio, edge, bounce_s)
        elif watch.edge != edge or watch.listening or bounce_s not in (None, watch.bounce_s):
            raise RuntimeError(names.EDGE_CONFLICT)
        watch.listening = True
        if self._has_threads and (self._thread is None or not self._thread.alive):
            self._thread = self._board.threads.start(self._serve, THREAD)

    def add_call(self, gpio: int, call: Callable[[int], object]) -> None:
        """Call this too. Raises RuntimeError when the pin has no detector."""
        watch = self._watches.get(gpio)
        if watch is None:
            raise RuntimeError(names.NO_DETECTION)
        watch.calls.append((call, _where_asked()))

    def remove(self, gpio: int) -> None:
        """Notice no more edges of this pin."""
        if self._watches.pop(gpio, None) is not None:
            self._board.pins[gpio].on_edge = None

    def take(self, gpio: int) -> bool:
        """Say whether an edge counted since the last question."""
        watch = self._watches.get(gpio)
        if watch is None or not watch.happened:
            return False
        watch.happened = False
        return True

    def wait(self, gpio: int, edge: int, bounce_s: float | None, timeout_s: float | None) -> bool:
        """Wait for an edge; False when `timeout_s` was over first. Raises RuntimeError when the pin has callbacks.

        Raises `sim.time.clock.WaitsForever` when no edge can ever come.
        """
        watch = self._watches.get(gpio)
        if watch is None:
            watch = self._watch(gpio, edge, bounce_s)
        elif watch.calls or (watch.edge == edge and watch.bounce_s not in (None, bounce_s)):
            raise RuntimeError(names.WAIT_CONFLICT)
        elif watch.edge != edge:
            watch.edge, watch.bounce_s = edge, bounce_s
        event = VirtualEvent(self._board.threads)
        watch.waiting.append(event)
        try:
            while event.wait(timeout_s):
                if watch.counts(self._board.clock.monotonic()):
                    return True
                event.clear()
            return False
        finally:
            watch.waiting.remove(event)

    def _watch(self, gpio: int, edge: int, bounce_s: float | None) -> EdgeDetector:
        self._watches[gpio] = watch = EdgeDetector(edge, bounce_s)
        self._board.pins[gpio].on_edge = partial(self._edge, gpio, watch)
        return watch

    def _edge(self, gpio: int, watch: EdgeDetector, level: bool) -> None:
        if watch.edge != names.BOTH and level is not (watch.edge == names.RISING):
            return
        if watch.listening:
            if not (self._busy and any(waiting == gpio for waiting, _, _ in self._queue)):
                self._queue.append((gpio, level, self._board.clock.monotonic()))
                self._alarm.set()
                if not self._has_threads:
                    clock = self._board.clock
                    clock.at(clock.monotonic(), partial(call_within_wait, clock, self._serve_next))
            elif (net := self._board.pins[gpio]).observer is not None:
                net.observer.edge_lost(net)
        for event in watch.waiting:
            event.set()

    def _serve(self) -> None:
        while True:
            while not self._queue:
                self._alarm.clear()
                self._alarm.wait()
            self._serve_next()

    def _serve_next(self) -> None:
        gpio, level, edge_s = self._queue.popleft()
        watch = self._watches.get(gpio)
        if watch is None or not watch.listening or not watch.counts(self._board.clock.monotonic()):
            return
        watch.happened = True
        net = self._board.pins[gpio]
        if net.observer is not None:
            net.observer.heard(net, level, edge_s)
        self._busy = True
        try:
            for call, where in tuple(watch.calls):
                self._run(call, gpio, where)
        finally:
            self._busy = False

    def _run(self, call: Callable[[int], object], gpio: int, where: tuple[str, int]) -> None:
        """Run a callback. Its mistake is printed and the next edge is served, as RPi.GPIO does it.

        One that cannot be called like that has no line of its own: it gets the one that handed it over.
        """
        try:
            call(self._channel_of(gpio))
        except ClockLimit:
            raise
        except SystemExit as end:
            clock = self._board.clock
            clock.at(clock.monotonic(), partial(_end_program, end))
        except Exception as mistake:
            trace = mistake.__traceback__ and mistake.__traceback__.tb_next
            if trace is None:
                trace = _trace_at(*where)
                mistake.of_callback = True  # type: ignore[attr-defined]  # for whoever says what to do
            mistake.with_traceback(trace)
            sys.excepthook(type(mistake), mistake, mistake.__traceback__)


def _where_asked() -> tuple[str, int]:
    """The file and line that called this library."""
    frame = sys._getframe(1)
    while frame.f_back is not None and str(frame.f_globals.get("__name__", "")).startswith(LIBRARY):
        frame = frame.f_back
    return frame.f_code.co_filename, frame.f_lineno


def _trace_at(file: str, line: int) -> TracebackType | None:
    """A traceback of one line of a file, as if it had been raised there."""
    code = compile("\n" * (line - 1) + "raise error", file, "exec")
    try:
        exec(code, {"error": Exception()})
    except Exception as raised:
        return raised.__traceback__ and raised.__traceback__.tb_next
    return None


def _end_program(end: SystemExit) -> None:
    """Leave the program, not only the thread that the callback ran in."""
    raise end
