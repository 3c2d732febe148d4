"""Pins by their GPIO number, for one library: a pin is an input or an output as soon as somebody uses it so."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from sim.libraries.stand_ins.rpi_gpio import names
from sim.libraries.stand_ins.rpi_gpio.header import Header
from sim.time.clock import ClockEvent, ClockLimit
from sim.time.threads import VirtualEvent
from sim.wires import switched_on
from sim.wires.pins import GPIO_COUNT, Net
from sim.wires.switched_on import Board

PULLS = {None: names.PUD_OFF, False: names.PUD_DOWN, True: names.PUD_UP}
OnEdge = Callable[[int, int, float], object]  # GPIO, level, moment on the clock


class RawPins:
    """The pins of the board as this library has them. It calls back in one thread, one edge after the other."""

    def __init__(self, board: Board, owner: str) -> None:
        self.board = board
        self.header = Header(board, owner)
        self.header.warnings = False
        self.header.count_by(names.BCM)
        self._calls: dict[int, list[OnEdge]] = {}
        self._queue: deque[tuple[int, int, float]] = deque()
        self._news = VirtualEvent(board.threads)
        self._serving = False
        self._steady_s: dict[int, float] = {}  # so long a level must last before its edge counts
        self._steady: dict[int, bool] = {}  # the last level that did
        self._lasts: dict[int, ClockEvent] = {}

    def net(self, gpio: int) -> Net:
        """The wire of a pin. Raises KeyError for none of the header."""
        return self.board.pins[gpio]

    def is_output(self, gpio: int) -> bool:
        """Whether this library has made it an output."""
        return self.header.directions.get(gpio) == names.OUT

    def output(self, gpio: int, level: bool | None = None) -> None:
        """Make it an output; without a level it keeps its last one. Raises OSError 16 when it is busy."""
        self.header.set_up(gpio, names.OUT, names.PUD_OFF, -1 if level is None else int(level))

    def listen(self, gpio: int, pull: bool | None) -> None:
        """Make it an input. Raises OSError 16 when it is busy."""
        self.header.set_up(gpio, names.IN, PULLS[pull], -1)

    def write(self, gpio: int, level: bool) -> None:
        """Put a level out, and end PWM."""
        if not self.is_output(gpio):
            self.output(gpio, level)
            self.header.let_time_pass()
            return
        if self.header.waves.exists(gpio):
            self.header.waves.stop(gpio)
        self.header.write(gpio, level)

    def read(self, gpio: int) -> bool:
        """The level; a pin that nobody has used is an input."""
        if gpio not in self.header.directions:
            self.listen(gpio, self.net(gpio).pi_pull)
        return self.header.read(gpio)

    def pulse(self, gpio: int, level: bool, length_s: float) -> None:
        """Put a level out for so long, and then the other one."""
        self.write(gpio, level)
        self.board.clock.sleep(length_s)
        self.write(gpio, not level)

    def pwm(self, gpio: int, frequency_hz: float, duty: float) -> None:
        """Put PWM out; a duty of 0 to 1."""
        if not self.is_output(gpio):
            self.output(gpio, False)
        wave = self.header.waves.of(gpio)
        wave.frequency_hz, wave.duty_pct, wave.running = frequency_hz, 100.0 * duty, True
        self.header.let_time_pass()
        self.header.waves.go_on(gpio)

    def free(self, gpio: int) -> None:
        """Give it back: a floating input."""
        self._forget_edge(gpio)
        self._steady_s.pop(gpio, None)
        if gpio in self.header.directions:
            self.header.clean_up([gpio])

    def free_all(self) -> None:
        """Give all of them back."""
        for gpio in list(self.header.directions):
            self.free(gpio)

    def filter_edges(self, gpio: int, steady_s: float) -> None:
        """Report an edge only when the level stays for so long, and then; with 0 each one at once."""
        self._forget_edge(gpio)
        self._steady_s[gpio], self._steady[gpio] = steady_s, bool(self.net(gpio).level)

    def steady(self, gpio: int) -> bool:
        """The level, without what is filtered away."""
        return self._steady[gpio] if self._steady_s.get(gpio) else self.read(gpio)

    def call_on_edge(self, gpio: int, call: OnEdge) -> Callable[[], None]:
        """Call with each change of the level; what is returned ends that."""
        calls = self._calls.setdefault(gpio, [])
        calls.append(call)
        self.net(gpio).on_edge = partial(self._edge, gpio)
        if not self._serving and self.board.threads.backend.has_threads:
            self._serving = True
            self.board.threads.start(self._serve, "edges")

        def cancel() -> None:
            with suppress(ValueError):
                calls.remove(call)

        return cancel

    def _forget_edge(self, gpio: int) -> None:
        waiting = self._lasts.pop(gpio, None)
        if waiting is not None:
            waiting.cancel()

    def _edge(self, gpio: int, level: bool) -> None:
        steady_s = self._steady_s.get(gpio, 0.0)
        if not steady_s:
            self._report(gpio, level)
            return
        self._forget_edge(gpio)
        if level is not self._steady[gpio]:
            clock = self.board.clock
            self._lasts[gpio] = clock.at(clock.monotonic() + steady_s, partial(self._has_lasted, gpio, level))

    def _has_lasted(self, gpio: int, level: bool) -> None:
        del self._lasts[gpio]
        self._steady[gpio] = level
        self._report(gpio, level)

    def _report(self, gpio: int, level: bool) -> None:
        self._queue.append((gpio, int(level), self.board.clock.monotonic()))
        self._news.set()
        if not self.board.threads.backend.has_threads:
            self.board.clock.at(self.board.clock.monotonic(), self._serve_next)

    def _serve(self) -> None:
        while True:
            while not self._queue:
                self._news.clear()
                self._news.wait()
            self._serve_next()

    def _serve_next(self) -> None:
        gpio, level, moment_s = self._queue.popleft()
        net = self.net(gpio)
        for call in tuple(self._calls.get(gpio, ())):
            if net.observer is not None:
                net.observer.heard(net, bool(level), moment_s)
            self._run(partial(call, gpio, level, moment_s))

    def _run(self, call: Callable[[], object]) -> None:
        """Call back. A mistake is printed, and the next edge is served; sys.exit() ends the program."""
        try:
            call()
        except ClockLimit:
            raise
        except SystemExit as end:
            self.board.clock.at(self.board.clock.monotonic(), partial(_end_program, end))
        except Exception:
            sys.excepthook(*sys.exc_info())


def _end_program(end: SystemExit) -> None:
    raise end


_newest: dict[str, RawPins] = {}
switched_on.on_switch.append(_newest.clear)


def pins(owner: str) -> RawPins:
    """The pins of the board that is on, for this library. Raises RuntimeError when none is."""
    board = switched_on.board()
    found = _newest.get(owner)
    if found is None or found.board is not board:
        found = _newest[owner] = RawPins(board, owner)
    return found


def has(gpio: int) -> bool:
    """Whether the header has such a pin."""
    return 0 <= gpio < GPIO_COUNT


class EdgeCount:
    """What a callback of the pins' libraries says of the edges that it has heard."""

    def __init__(self) -> None:
        self._count = 0

    def tally(self) -> int:
        """How many edges were counted."""
        return self._count

    def reset_tally(self) -> None:
        """Count anew."""
        self._count = 0
