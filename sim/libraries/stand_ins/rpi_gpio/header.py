"""The pins of the header as one program sees them through RPi.GPIO."""

from __future__ import annotations

import warnings

from sim.libraries.pulse_answers import answer, low_before, up_since
from sim.libraries.stand_ins.rpi_gpio import names
from sim.libraries.stand_ins.rpi_gpio.edges import Edges
from sim.libraries.stand_ins.rpi_gpio.pwm import Waves
from sim.time.call_costs import Polling
from sim.wires import switched_on
from sim.wires.pins import GPIO_COUNT, Net
from sim.wires.switched_on import Board

OWNER = "RPi.GPIO"
OUT = names.OUT  # asked at every write
PULLS = {names.PUD_OFF: None, names.PUD_DOWN: False, names.PUD_UP: True}
GPIO_TO_BOARD = {gpio: pin for pin, gpio in names.BOARD_TO_GPIO.items()}
GPIOS = {names.UNKNOWN: {}, names.BOARD: names.BOARD_TO_GPIO, names.BCM: {gpio: gpio for gpio in range(GPIO_COUNT)}}
STACK_LEVEL = 4  # of a warning, from `_warn`: Header, the module RPi.GPIO, the program


class Header:
    """Numbering, directions and levels. A board that is switched on again has a new one: a new program, fresh pins.

    A channel that is not cleaned up stays as it is, as on a real board.
    """

    def __init__(self, board: Board, owner: str = OWNER) -> None:
        self.board = board
        self._owner = owner
        self.mode = names.UNKNOWN
        self.gpios: dict[int, int] = {}  # of the channels that this mode knows
        self.warnings = True
        self.directions: dict[int, int] = {}
        self.outputs: dict[int, Net] = {}  # by channel
        self.edges = Edges(board, self.channel)
        self.polling = Polling(board.clock)
        self._nets = tuple(board.pins.values())
        self._used = False
        self._on_bus = dict(names.BUS_PINS)
        self.latches = [False] * GPIO_COUNT  # what an output puts out when it becomes one
        self.waves = Waves(self._nets, self.directions, self.latches)
        self._seen = [False] * GPIO_COUNT

    def net(self, gpio: int) -> Net:
        """The wire of a pin."""
        return self._nets[gpio]

    def gpio(self, channel: int) -> int:
        """Turn a channel into a GPIO number. Raises RuntimeError without setmode(), ValueError for no such channel."""
        gpio = self.gpios.get(channel)
        if gpio is not None:
            return gpio
        if self.mode == names.UNKNOWN:
            self._tell_refusal(names.NO_MODE, channel)
            raise RuntimeError(names.NO_MODE)
        self._tell_refusal(names.BAD_CHANNEL, channel)
        raise ValueError(names.BAD_CHANNEL)

    def count_by(self, mode: int) -> None:
        """Count channels by BOARD, by BCM, or not at all yet."""
        self.mode = mode
        self.gpios = GPIOS[mode]
        self.outputs = {channel: self._nets[gpio] for channel, gpio in self.gpios.items() if self._is_output(gpio)}

    def _is_output(self, gpio: int) -> bool:
        return self.directions.get(gpio) == OUT

    def channel(self, gpio: int) -> int:
        """Turn a GPIO number into the channel that a callback is told; -1 when it has none."""
        return gpio if self.mode == names.BCM else GPIO_TO_BOARD.get(gpio, -1)

    def set_up(self, gpio: int, direction: int, pull: int, initial: int) -> None:
        """Make a pin an input or an output. Raises OSError 16 when another library uses it."""
        net = self.net(gpio)
        mine = gpio in self.directions
        if not mine and net.owner != self._owner:  # two processes may set up one pin, at their own risk
            net.claim(self._owner)
        if self.warnings:
            if gpio in self._on_bus or (not mine and net.duty is not None):
                self._warn(names.IN_USE)
            if names.BUS_PINS.get(gpio) == names.I2C and pull != names.PUD_OFF:
                self._warn(names.HAS_PULL_UP)
        self._used = True
        self._on_bus.pop(gpio, None)
        self.directions[gpio] = direction
        if direction == OUT:
            self.outputs[self.channel(gpio)] = net
        else:
            self.outputs.pop(self.channel(gpio), None)
        self.polling.changed()
        if direction == names.OUT:
            if initial in (names.LOW, names.HIGH):
                self.latches[gpio] = initial == names.HIGH
            net.pi_writes(1.0 if self.latches[gpio] else 0.0)
            self.waves.go_on(gpio)
        else:
            if net.duty is not None:
                self.polling.count()
            low_s, up_s = low_before(net, self.board.clock.now_s), up_since(net, self.board.clock.now_s)
            net.pi_listens(PULLS[pull])
            self._seen[gpio] = net.level
            if low_s:
                answer(self.board, gpio, low_s, up_s)

    def write(self, gpio: int, level: bool) -> None:
        """Put a level out. Raises RuntimeError when the pin is no output."""
        if not self._is_output(gpio):
            self._tell_refusal(names.NOT_AN_OUTPUT, self.channel(gpio), gpio)
            raise RuntimeError(names.NOT_AN_OUTPUT)
        net = self._nets[gpio]
        self.latches[gpio] = level
        if net.duty == level or net.frequency_hz is not None:  # nothing new, or PWM
            self.polling.call()
        else:
            self.polling.switch()
            net.pi_writes(1.0 if level else 0.0)

    def read(self, channel: int) -> bool:
        """Read a channel; a read takes a little time. Raises RuntimeError when it was never set up."""
        gpio = self.gpios.get(channel)
        if gpio is None:
            gpio = self.gpio(channel)
        if gpio not in self.directions:
            self._tell_refusal(names.NOT_SET_UP, channel, gpio)
            raise RuntimeError(names.NOT_SET_UP)
        self.polling.call()
        net = self._nets[gpio]
        level = net.look(self.polling)
        if level is not self._seen[gpio]:
            self._seen[gpio] = level
            self.polling.changed(net.counted)
        return level

    def has_edge(self, gpio: int) -> bool:
        """Say whether an edge was noticed since the last question; it takes as long as a read."""
        self.polling.call()
        return self.edges.take(gpio)

    def needs_input(self, gpio: int) -> None:
        """Raise RuntimeError unless the pin was set up as an input."""
        if self.directions.get(gpio) != names.IN:
            self._tell_refusal(names.NOT_AN_INPUT, self.channel(gpio), gpio)
            raise RuntimeError(names.NOT_AN_INPUT)

    def function(self, gpio: int) -> int:
        """What a pin is used for."""
        if gpio in self._on_bus:
            return self._on_bus[gpio]
        return names.IN if self.net(gpio).duty is None else names.OUT

    def clean_up(self, gpios: list[int] | None) -> None:
        """Make pins floating inputs again that nobody watches; None means all of them, and no numbering any more."""
        found = False
        for gpio in list(self.directions) if gpios is None else gpios:
            self.edges.remove(gpio)
            if self.directions.pop(gpio, None) is not None:
                self.outputs.pop(self.channel(gpio), None)
                self.net(gpio).free()
                found = True
        if gpios is None and self._used:
            self.count_by(names.UNKNOWN)
        if not found and self.warnings:
            self._warn(names.NOTHING_SET_UP)

    def let_time_pass(self) -> None:
        """Let the time of one call pass."""
        self.polling.call()

    def _tell_refusal(self, sentence: str, channel: int, gpio: int | None = None) -> None:
        observer = self.board.pins.observer
        if observer is not None:
            observer.refused(sentence, channel, None if gpio is None else self.net(gpio))

    def _warn(self, text: str) -> None:
        warnings.warn(text, RuntimeWarning, stacklevel=STACK_LEVEL)


newest: list[Header] = []  # of the process that has the turn, while its board is on
switched_on.on_switch.append(newest.clear)


def header() -> Header:
    """Return the header of the board that is on. Raises RuntimeError when none is."""
    if not newest:
        newest.append(Header(switched_on.board()))
    return newest[0]
