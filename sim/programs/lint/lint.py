"""The lint itself: it observes the wires and passes every event on to the rules."""

from __future__ import annotations

import sys
from collections.abc import Container, Sequence
from functools import partial
from pathlib import Path

from devices import Wiring
from sim.programs.lint.buses import BusRules, DhtLibrary, is_light_strip
from sim.programs.lint.busy_loops import BusyLoopRules
from sim.programs.lint.endings import look_back
from sim.programs.lint.finding import Finding, FindingLog
from sim.programs.lint.first_level import FirstLevelRules
from sim.programs.lint.numbering import NumberingRules
from sim.programs.lint.pwm import BY_HAND, PwmRules
from sim.programs.lint.text import imports_rpi, look_at, written_pins
from sim.programs.lint.wire_levels import CLEANUP, CLOSE, FEW, LevelRules, left_behind
from sim.python.program import program_here
from sim.time.call_costs import Polling
from sim.wires.pins import BOARD_PULL_UPS, GPIO_COUNT, Net, Observer
from sim.wires.switched_on import Board

RELAYS = ("relay", "valve", "pump", "uv_lamp")
SAMPLE = 16  # chosen, a power of two: of a pin that is read again and again, one look in so many is looked at


class Lint(Observer):
    """Watches one board: `watch()` before the program, `findings()` after it and before the board is switched off.

    With a wiring list it also knows which pins have relays. It lasts for one program.
    """

    def __init__(self, board: Board, wiring: Wiring | None = None) -> None:
        self._board = board
        self._nets = list(board.pins.values())
        self._watching = False
        self._log = FindingLog(board.clock)
        parts = () if wiring is None else wiring.parts
        wired = [part for part in parts if part.driver in RELAYS and "pin" in part.options]
        relays = frozenset(part.options["pin"] for part in wired)
        active_low = frozenset(part.options["pin"] for part in wired if part.options.get("active_high") is False)
        self._start_s = 0.0
        self._ended_by_itself = True
        self._failed = False
        self._before = [0] * GPIO_COUNT  # how often each wire had changed when the watch began
        self._seen_before = [0] * GPIO_COUNT  # how often each was read by then
        self._called = False  # whether the program heard of any edge
        self._imports_rpi = True
        self.on_at_low: Container[int] = ()  # GPIOs, as far as somebody knows
        self._numbering = NumberingRules(self._log)
        self._levels = LevelRules(self._log)
        self._buses = BusRules(self._log, board)
        self._dht = DhtLibrary(self._log, self._buses)
        self._pwm = PwmRules(self._log, relays)
        self._first_level = FirstLevelRules(self._log, active_low)
        self._busy_loops = BusyLoopRules(self._log)

    def watch(self) -> None:
        """Begin to watch."""
        self._watching = True
        self._start_s = self._log.start()
        self._observe(self)
        for net in self._nets:
            if net.chip_level is not None:
                self._levels.chip_moved(net)
            self._before[net.gpio] = net.changes
            self._seen_before[net.gpio], net.look_at = net.looks, 0
            net.on_count, net.count_at = partial(self._changed, net), 0

    def read(self, file: Path) -> None:
        """Look at the program's text, too."""
        look_at(file, self._log)
        self._levels.written = written_pins(file)
        self._imports_rpi = imports_rpi(file)

    @property
    def so_far(self) -> tuple[Finding, ...]:
        """What was found until now, the worst first."""
        return self._log.findings

    @property
    def lets_go(self) -> str:
        """The call that lets go of pins of RPi.GPIO: of the library that the program has them from."""
        return CLOSE if not self._imports_rpi and "fusion_hat.pin" in sys.modules else CLEANUP

    def explain(self, error: BaseException) -> None:
        """Say what is behind an error that ended the program, where that is a known mistake."""
        self._ended_by_itself = False
        self._failed = isinstance(error, Exception)
        self._numbering.explain(error)

    def findings(self) -> tuple[Finding, ...]:
        """End the watch: look at what the program leaves behind, and return all findings, the worst first."""
        if self._watching:
            self._watching = False
            self._observe(None)
            for net in self._nets:
                net.on_count = None
            self._dht.undo()
            program = program_here()
            asked_s = 0.0 if program is None else program.clock_reads.busy_s
            turned_s = 0.0 if program is None else program.turns.waited_s
            lasted_s = self._board.clock.monotonic() - self._start_s
            self._busy_loops.end(asked_s, turned_s, lasted_s)
            if self._ended_by_itself and not self._called:
                look_back(self._log, self._nets, lasted_s)
            self._levels.end(self._nets)
            self._buses.end()
            self._pwm.end()
            nets = [net for net in self._nets if net.gpio not in self._board.spi.selects]
            left_behind(self._log, self._levels, nets, self._failed, self.lets_go, self.on_at_low)
        return self._log.findings

    def _observe(self, observer: Observer | None) -> None:
        board = self._board
        board.pins.watch(observer)
        board.i2c.observer = board.spi.observer = board.pulses.observer = observer

    # events on the wires

    def _changed(self, net: Net) -> None:
        """The Pi changes a wire: it is listened closely only when there may be something to find."""
        gpio = net.gpio
        switched = self._switched(net)
        since = switched % BY_HAND or BY_HAND
        if switched <= FEW:
            self._levels.switched(net)
        close = (
            gpio in BOARD_PULL_UPS
            or gpio in self._pwm.relays
            or gpio in self._levels.talkers
            or net.frequency_hz is not None
        )
        if close or since == BY_HAND:
            self._levels.pi_changed(net)
            self._pwm.pi_changed(net, since, self._calls)
            self._first_level.pi_changed(net)
        net.count_at = 0 if close or switched < FEW else net.changes + BY_HAND - since % BY_HAND

    def _switched(self, net: Net) -> int:
        return net.changes - self._before[net.gpio]

    def _moves(self) -> int:
        """How often all outputs together have changed."""
        return self._board.pins.changes - sum(self._before)

    def _calls(self) -> int:
        """The same and all looks."""
        return self._moves() + sum([net.looks for net in self._nets]) - sum(self._seen_before)

    def claimed(self, net: Net, library: str) -> None:
        self._numbering.claimed(net, library)
        self._buses.claimed(net.gpio)

    def freed(self, net: Net) -> None:
        self._numbering.freed(net)

    def refused(self, sentence: str, channel: int, net: Net | None) -> None:
        self._numbering.refused(sentence, channel, net)

    def chip_moved(self, net: Net) -> None:
        self._levels.chip_moved(net)
        net.count_at = 0

    def heard(self, net: Net, level: bool, edge_s: float) -> None:
        self._called = True
        if not net.clocked and not self._levels.was_output(net.gpio):
            self._busy_loops.heard(net.gpio, level, edge_s)
        self._levels.heard(net)

    def edge_lost(self, net: Net) -> None:
        self._busy_loops.edge_lost(net)

    def nobody_at(self, address: int) -> None:
        self._buses.nobody_at(address)

    def no_spi_chip(self, device: int, data: Sequence[int] = ()) -> None:
        if not is_light_strip(data):
            self._buses.no_spi_chip(device)

    def looked(self, net: Net, polling: Polling | None) -> None:
        gpio = net.gpio
        looks = net.looks - self._seen_before[gpio]
        if looks >= SAMPLE - 1:
            net.look_at = net.looks + SAMPLE - looks % SAMPLE
        self._levels.looked(net, self._switched(net), self._moves)
        self._busy_loops.looked(net, looks, 0.0 if polling is None else polling.asking_s, self._moves)

    def asked_for_pulses(self, gpio: int, there: bool) -> None:
        self._dht.asked_for_pulses()
        self._buses.asked_for_pulses(gpio, there)
