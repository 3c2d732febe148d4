"""Stand-in for CircuitPython's `digitalio`: one pin, in or out. It is how adafruit_dht works without PulseIn."""

from __future__ import annotations

from enum import Enum

from sim.libraries.closing import Deinits
from sim.libraries.pulse_answers import ANSWER_DELAY_US
from sim.libraries.stand_ins.microcontroller import Pin
from sim.time.call_costs import Polling
from sim.wires import switched_on

OWNER = "digitalio"
QUIET_S = 0.005  # how far one read of a wire with no more pulses to come lets the clock go on


class Direction(Enum):
    """Which way a pin works."""

    INPUT = "input"
    OUTPUT = "output"


class Pull(Enum):
    """The Pi's weak resistor."""

    UP = True
    DOWN = False


class DriveMode(Enum):
    """How an output drives; the Pi knows only push-pull."""

    PUSH_PULL = "push-pull"
    OPEN_DRAIN = "open drain"


class DigitalInOut(Deinits):
    """A pin of the board that is switched on. Raises OSError 16 when another library uses the pin.

    A chip that answers in pulses (see `sim.wires.pulses`) answers here too: it is triggered when the pin turns from a
    low output into an input. While its pulses last, each read of `value` lets the clock go on to the next edge,
    because a program that measures pulses does nothing but read. Every other read takes two microseconds.
    """

    def __init__(self, pin: Pin) -> None:
        board = switched_on.board()
        self._clock = board.clock
        self._polling = Polling(board.clock)
        self._seen = False
        self._drive_mode = DriveMode.PUSH_PULL
        self._pulses = board.pulses
        self._net = board.pins[pin.id]
        self._net.claim(OWNER)
        self._low_since_s: float | None = None
        self._edges_s: list[float] = []  # when the next edges come, last one first
        self._measuring = False
        self._net.pi_listens(None)

    @property
    def direction(self) -> Direction:
        return Direction.INPUT if self._net.duty is None else Direction.OUTPUT

    @direction.setter
    def direction(self, direction: Direction) -> None:
        if direction is Direction.OUTPUT:
            self.switch_to_output()
        elif direction is Direction.INPUT:
            self.switch_to_input()
        else:
            raise AttributeError("Not a Direction")

    @property
    def value(self) -> bool:
        if self._measuring:
            self._go_to_next_edge()
            return self._net.level
        self._polling.call()
        level = self._net.look(self._polling)
        if level is not self._seen:
            self._seen = level
            self._polling.changed(self._net.counted)
        return level

    @value.setter
    def value(self, value: bool) -> None:
        if self._net.duty is None:
            raise AttributeError("Cannot set value when direction is input: Not an output")
        self._polling.call()
        self._write(value)

    @property
    def pull(self) -> Pull | None:
        if self._net.duty is not None:
            raise AttributeError("Not an input")
        return None if self._net.pi_pull is None else Pull(self._net.pi_pull)

    @pull.setter
    def pull(self, pull: Pull | None) -> None:
        if self._net.duty is not None:
            raise AttributeError("Cannot set pull when direction is output: Not an input")
        if pull is not None and not isinstance(pull, Pull):
            raise AttributeError("Not a Pull")
        self._net.pi_listens(None if pull is None else pull.value)

    @property
    def drive_mode(self) -> DriveMode:
        return self._drive_mode

    @drive_mode.setter
    def drive_mode(self, drive_mode: DriveMode) -> None:
        if self._net.duty is None:
            raise AttributeError("Not an output")
        self._set_drive_mode(drive_mode)

    def switch_to_output(self, value: bool = False, drive_mode: DriveMode = DriveMode.PUSH_PULL) -> None:
        """Make the pin an output with this first value."""
        if self._measuring:
            self._net.release()
            self._measuring = False
        self._set_drive_mode(drive_mode)
        self._write(value)

    def switch_to_input(self, pull: Pull | None = None) -> None:
        """Make the pin an input; a chip on the wire that waited for this begins to answer."""
        if self._net.duty is not None:
            self._polling.count()
        self._net.pi_listens(None if pull is None else pull.value)
        if self._low_since_s is not None:
            low_s, self._low_since_s = self._clock.monotonic() - self._low_since_s, None
            trigger_us = round(low_s * 1e6)
            if self._pulses.has_chip(self._net.gpio, trigger_us):
                self._await_answer(trigger_us)

    def deinit(self) -> None:
        """Give the pin back."""
        if self._measuring:
            self._net.release()
            self._measuring = False
        self._net.free()

    def _write(self, value: bool) -> None:
        if not value and self._low_since_s is None:
            self._low_since_s = self._clock.monotonic()
        elif value:
            self._low_since_s = None
        if self._net.duty != bool(value):
            self._polling.changed()
        self._net.pi_writes(1.0 if value else 0.0)

    def _set_drive_mode(self, drive_mode: DriveMode) -> None:
        if drive_mode is DriveMode.OPEN_DRAIN:
            raise RuntimeError("OPEN_DRAIN does not exist on a Pi's pins: release the wire with switch_to_input")
        self._drive_mode = drive_mode

    def _await_answer(self, trigger_us: int) -> None:
        edge_s = self._clock.monotonic() + ANSWER_DELAY_US / 1e6
        edges_s = []
        widths = self._pulses.answer(self._net.gpio, trigger_us)
        if widths:
            edges_s.append(edge_s)
        for width_us in widths:
            edge_s += width_us / 1e6
            edges_s.append(edge_s)
        self._edges_s = edges_s[::-1]
        self._net.drive(True)
        self._measuring = True

    def _go_to_next_edge(self) -> None:
        clock = self._clock
        if not self._edges_s:
            clock.sleep(QUIET_S)
            return
        wait_s = self._edges_s.pop() - clock.monotonic()
        if wait_s > 0:
            clock.sleep(wait_s)
        self._net.drive(not self._net.level)
