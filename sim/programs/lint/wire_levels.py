"""The level of a wire: held by nobody, by two at once, by a wrong resistor, or by a program that has ended."""

from __future__ import annotations

from collections.abc import Callable, Container

from devices import Message
from sim.libraries.stand_ins.rpi_gpio.header import GPIO_TO_BOARD
from sim.programs.lint.finding import FindingLog, Rule
from sim.wires.pins import BOARD_PULL_UPS, HALF, Net
from wiring.checks import Severity

FIGHT_S = 1e-3  # chosen: a shorter fight is the change of hands on a wire with two talkers, such as a DHT's
RPI_GPIO = "RPi.GPIO"
LEAVES_THEM = (RPI_GPIO, "digitalio", "pigpio", "wiringpi")  # unlike gpiozero, they leave pins as they are
CONTACTS: tuple[set[bool | None], ...] = ({True, None}, {False, None})  # what a button does to its wire
SET_UP = 2  # to be an input first, and an output then
FEW = 64  # chosen: changes of an output that are looked at closely
SELECTED_S = 0.05  # chosen: a chip is selected for less; a lamp is off for longer, or nobody sees it
CLOCKED, CLOCKED_S = 8, 0.02  # chosen: so many looks in so short a time, each after another wire moved: bits of a chip
READS_OF_OUTPUT = 5  # chosen: who asks so often waits for something
LOOKS = 2  # chosen: a single look may be a library's first one, before the pull is set

FIGHTS = Rule(
    Severity.BURNS,
    Message("lint.fights", "The program drives GPIO{gpio} while the part on it drives the other way: a short circuit."),
    Message("lint.fights.hint", "Make the pin an input, or give the part another pin. 1 k in the wire saves both."),
)
FLOATS = Rule(
    Severity.SURPRISES,
    Message("lint.floats", "GPIO{gpio} is read while nothing holds its wire: it shows whatever the air brings."),
    Message(
        "lint.floats.hint",
        "Switch on a pull resistor: Button({gpio}, pull_up=True), or pull_up_down=GPIO.PUD_UP in GPIO.setup().",
    ),
)
NEVER_HIGH = Rule(
    Severity.FAILS,
    Message(
        "lint.never_high",
        "The part on GPIO{gpio} joins the wire to ground, and the program pulls it to ground too: it always reads 0.",
    ),
    Message("lint.never_high.hint", "Use the pull-up: pull_up=True or GPIO.PUD_UP. Pressed then reads 0, released 1."),
)
NEVER_LOW = Rule(
    Severity.FAILS,
    Message(
        "lint.never_low",
        "The part on GPIO{gpio} joins the wire to 3.3 V, and the program pulls it up too: it always reads 1.",
    ),
    Message("lint.never_low.hint", "Use the pull-down: pull_up=False or GPIO.PUD_DOWN. Pressed then reads 1."),
)
PULLED_UP = Rule(
    Severity.FAILS,
    Message("lint.pulled_up", "The program pulls GPIO{gpio} down, but the board itself pulls it up, much harder."),
    Message("lint.pulled_up.hint", "Use another pin, or turn the part round: join the wire to ground when pressed."),
)
LEFT_ON = Rule(
    Severity.SURPRISES,
    Message("lint.left_on", "The program has ended and GPIO{gpio} is still on: the part on it goes on without you."),
    Message(
        "lint.left_on.hint",
        "Put the loop into try: and switch everything off in finally:. Ctrl-C passes there, too.",
    ),
)
LET_GO_EDGE = Rule(
    Severity.SURPRISES,
    Message("lint.let_go_edge", "The program hears of GPIO{gpio} when its button is let go, not when it is pressed."),
    Message(
        "lint.let_go_edge.hint",
        "If you mean the press: GPIO.FALLING goes with PUD_UP and a button to ground, GPIO.RISING with PUD_DOWN.",
    ),
)
READS_OUTPUT = Rule(
    Severity.FAILS,
    Message("lint.reads_output", "The program reads GPIO{gpio}, but has set it up as an output and never switches it."),
    Message("lint.reads_output.hint", "Write GPIO.setup({gpio}, GPIO.IN), or look whether the number is right."),
)
CLEANUP, CLOSE = "GPIO.cleanup()", "pin.close()"
NO_CLEANUP = Rule(
    Severity.SURPRISES,
    Message("lint.no_cleanup", "The program has ended and still drives {pins}."),
    Message("lint.no_cleanup.hint", "Put {call} into a finally: block at the end."),
)


class FloatingLooks:
    """The first looks at a wire that nobody holds."""

    __slots__ = ("_after_a_move", "_first_s", "_last_s", "_moves", "count", "second_s")

    def __init__(self) -> None:
        self.count = 0
        self.second_s = 0.0
        self._first_s = self._last_s = 0.0
        self._moves = -1
        self._after_a_move = 0

    @property
    def are_clocked(self) -> bool:
        """Whether they are bits of a chip that is not known: a clock wire moved before each of them."""
        close = self.count >= CLOCKED and self._last_s - self._first_s < CLOCKED_S
        return close and self._after_a_move >= CLOCKED - 1

    @property
    def are_slow(self) -> bool:
        """Whether they are certainly none."""
        return self.count >= LOOKS and self._last_s - self._first_s >= CLOCKED_S

    def note(self, now_s: float, moves: int) -> None:
        """The program looks, when outputs have moved so often."""
        self.count += 1
        if self.count == 1:
            self._first_s = now_s
        elif self.count == LOOKS:
            self.second_s = now_s
        if self.count <= CLOCKED:
            self._after_a_move += moves != self._moves
            self._last_s, self._moves = now_s, moves


class LevelRules:
    """Watches levels and resistors."""

    def __init__(self, log: FindingLog) -> None:
        self._log = log
        self._fights: dict[int, float] = {}  # since when
        self._looks: dict[int, FloatingLooks] = {}
        self._lows: dict[int, list[float]] = {}  # how long each of the first lows of an output lasted
        self._low_since_s: dict[int, float] = {}
        self._went_high: set[int] = set()
        self.written: frozenset[int] | None = None  # the pins that the text switches, where it says which
        self._outputs: set[int] = set()
        self._looks_at_output: dict[int, int] = {}
        self._driven: dict[int, set[bool | None]] = {}  # what the chip of each wire has done
        self._both_ways: set[int] = set()  # wires whose chip drives high and low
        self.talkers: set[int] = set()  # wires whose chip drives at times
        self._heard: dict[
            int, set[bool]
        ] = {}  # of the edges that the program was told of: whether the wire came to rest
        self._against: dict[int, bool] = {}  # the Pi's pull that was met while the chip drove the same way

    def heard(self, net: Net) -> None:
        """The program is told of an edge."""
        if net.owner == RPI_GPIO:
            self._heard.setdefault(net.gpio, set()).add(net.level is net.pi_pull)

    def switched(self, net: Net) -> None:
        """An output changes, one of the first times."""
        if net.duty is None:
            return
        gpio, now_s = net.gpio, self._log.now_s()
        self._outputs.add(gpio)
        if net.duty == 0.0:
            if gpio in self._went_high:
                self._low_since_s.setdefault(gpio, now_s)
            return
        self._went_high.add(gpio)
        if gpio in self._low_since_s:
            self._lows.setdefault(gpio, []).append(now_s - self._low_since_s.pop(gpio))

    def was_output(self, gpio: int) -> bool:
        """Whether the program has driven the pin: it empties a capacitor, or talks both ways; that is no button."""
        return gpio in self._outputs

    def selects_a_chip(self, gpio: int) -> bool:
        """Whether an output rests high and is low for moments only, as a chip-select or a load wire."""
        lows = self._lows.get(gpio, ())
        return bool(lows) and max(lows) < SELECTED_S

    def looked(self, net: Net, switched: int, moves: Callable[[], int]) -> None:
        """The program reads a wire. `switched` says how often it changed this one, `moves` how often any."""
        if net.duty is not None and net.owner == RPI_GPIO and switched <= SET_UP:
            self._looks_at_output[net.gpio] = self._looks_at_output.get(net.gpio, 0) + 1
        if not net.floats or self.was_output(net.gpio):
            return
        looks = self._looks.get(net.gpio)
        if looks is None:
            looks = self._looks[net.gpio] = FloatingLooks()
        looks.note(self._log.now_s(), moves())
        if looks.are_slow:
            self._log.add(FLOATS, gpio=net.gpio)

    def pi_changed(self, net: Net) -> None:
        """The Pi does something else to the wire."""
        if net.contention or net.gpio in self._fights:
            self._fight(net)
        if net.gpio in BOARD_PULL_UPS and net.pi_pull is False and net.duty is None:
            self._log.add(PULLED_UP, gpio=net.gpio)

    def chip_moved(self, net: Net) -> None:
        """The chip does something else to the wire."""
        gpio = net.gpio
        if net.duty is not None:
            self.pi_changed(net)
        if gpio in self._both_ways:
            return
        self.talkers.add(gpio)
        level = net.chip_level
        driven = self._driven.setdefault(gpio, set())
        driven.add(level)
        if driven >= {True, False}:
            self._both_ways.add(gpio)
        elif level is not None and level is net.pi_pull and net.module_pull is None and net.duty is None:
            self._against[gpio] = level

    def end(self, nets: list[Net]) -> None:
        """The program is over."""
        for net in nets:
            if self._heard.get(net.gpio) == {True} and self._driven.get(net.gpio, set()) in CONTACTS:
                self._log.add(LET_GO_EDGE, gpio=net.gpio)
            if self._is_only_read(net.gpio):
                self._log.add(READS_OUTPUT, gpio=net.gpio)
            if net.gpio in self._fights:
                self._fight(net, over=True)
            if net.on_edge is not None and net.floats:
                self._log.add(FLOATS, gpio=net.gpio)
        self._judge_looks()
        clocked = {net.gpio for net in nets if net.clocked}
        for gpio, level in self._against.items():
            if gpio not in clocked and self._driven[gpio] == {
                level,
                None,
            }:  # a contact: it joins and lets go, and never drives the other way
                self._log.add(NEVER_LOW if level else NEVER_HIGH, gpio=gpio)

    def _is_only_read(self, gpio: int) -> bool:
        """Whether an output is read again and again, and no line of the program switches it."""
        numbers = {gpio, GPIO_TO_BOARD.get(gpio)}
        switched = self.written is None or not numbers.isdisjoint(self.written)
        return self._looks_at_output.get(gpio, 0) >= READS_OF_OUTPUT and not switched and gpio not in self._went_high

    def _judge_looks(self) -> None:
        for gpio, looks in self._looks.items():
            if gpio in self._both_ways:  # a part with an output of its own was recognized there meanwhile
                self._log.take_back(FLOATS, gpio)
            elif looks.count >= LOOKS and not looks.are_clocked:
                self._log.add(FLOATS, gpio=gpio, at_s=looks.second_s)

    def _fight(self, net: Net, over: bool = False) -> None:
        now_s = self._log.now_s()
        since_s = self._fights.setdefault(net.gpio, now_s)
        if now_s - since_s >= FIGHT_S:
            self._log.add(FIGHTS, gpio=net.gpio, at_s=since_s)
        if over or not net.contention:
            del self._fights[net.gpio]


def left_behind(
    log: FindingLog, levels: LevelRules, nets: list[Net], failed: bool, call: str, at_low: Container[int] = ()
) -> None:
    """Look at every pin after the program's last line. What an error left as it was is the error's matter.

    `call` is what lets go of pins; `at_low` are the GPIOs of what is on at low.
    """
    driven = [net for net in nets if net.owner in LEAVES_THEM and net.duty is not None]
    on = [net for net in driven if net.duty is not None and (net.duty >= HALF) is not (net.gpio in at_low)]
    for net in on:
        if not net.clocked and not levels.selects_a_chip(net.gpio):
            log.add(LEFT_ON, gpio=net.gpio)
    off = [net for net in driven if net not in on and net.owner == RPI_GPIO]
    if off and not on and not failed:
        log.add(NO_CLEANUP, {"pins": ", ".join(f"GPIO{net.gpio}" for net in off), "call": call})
