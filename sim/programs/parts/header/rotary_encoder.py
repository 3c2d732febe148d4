"""Rotary encoder, such as the module KY-040: two contacts to ground that close one after the other.

Data sheet EC11 (Alps): a full turn of both contacts for each detent, contact A first when it is turned clockwise.
"""

from __future__ import annotations

from functools import cached_property, partial

from devices import Message
from sim.chips import Chip
from sim.programs.parts.decoder import Header
from sim.programs.parts.kind import GPIO, PartKind
from sim.programs.parts.quantities import number
from sim.time.clock import ClockEvent
from sim.wires.pins import Net

DETENT_S = 0.1  # chosen: a hand turns ten detents a second
QUARTERS = 4  # A closes, B closes, A opens, B opens


class RotaryEncoderChip(Chip):
    """One encoder on the pins `pins`: CLK or A, then DT or B. It feels `steps`, the detent to which a hand turns it.

    The module pulls both wires up. Clockwise counts up.
    """

    feels = ("steps",)

    def plug(self) -> None:
        self._contacts = tuple(self.pi.pins[gpio] for gpio in self.part.options["pins"])
        for net in self._contacts:
            net.pull(True)
        self._quarter = 0
        self._alarm: ClockEvent | None = None
        self.world_moved()

    def world_moved(self) -> None:
        if self._alarm is None and self._powered and self._quarter != self._wanted:
            self._turn()

    @property
    def _wanted(self) -> int:
        return round(self.feel("steps")) * QUARTERS

    def _turn(self) -> None:
        self._alarm = None
        if self._quarter == self._wanted:
            return
        self._quarter += 1 if self._wanted > self._quarter else -1
        phase = self._quarter % QUARTERS
        for net, closed in zip(self._contacts, (phase in (1, 2), phase in (2, 3)), strict=True):
            if closed:
                net.drive(False)
            else:
                net.release()
        clock = self.pi.clock
        self._alarm = clock.at(clock.monotonic() + DETENT_S / QUARTERS, self._turn)


KINDS = (
    PartKind(
        "rotary", RotaryEncoderChip, Message("script.kind.rotary", "rotary encoder, turned by hand"), GPIO,
        ("steps",), needs_partner=True,
    ),
)  # fmt: skip
QUANTITIES = (number("steps", 0.0, Message("program.quantity.steps", "turned, in detents"), -20.0, 20.0, 1.0, "", "5"),)

FIRST = frozenset(("clk", "a", "clock", "clkpin", "clockpin"))
SECOND = frozenset(("dt", "b", "data", "dtpin", "datapin"))
PAIRS = ((FIRST, SECOND), (frozenset(("s1", "sia")), frozenset(("s2", "sib"))))
FIRST_OF_PAIRS = frozenset().union(*(first for first, _ in PAIRS))
CLEAR = frozenset(("clk", "clkpin", "dt", "dtpin"))  # others may be outputs: the program must make both of them inputs
ABOUT = frozenset(("rotary", "encoder", "rotaryencoder", "rotor", "knob"))
ROTARY = frozenset(("rotary", "rotaryencoder"))
CLOCKED = frozenset(("hx711", "ds1302", "rtc", "adc", "adc0834", "adc0832", "tm1637", "max7219", "sck"))
GPIOZERO = "RotaryEncoder"


class RotaryEncoders:
    """Finds encoders by what the program calls their pins, or by gpiozero's class."""

    def __init__(self, header: Header) -> None:
        self._header = header
        self._pins = header.pi.pins
        self._alarm: ClockEvent | None = None
        self._found: set[int] = set()
        for net in self._pins.values():
            net.on_claim(partial(self._claimed, net.gpio))

    def _claimed(self, gpio: int) -> None:
        """A pin is opened: what the program opens with it will be there when it next lets time pass."""
        pair = self._by_names
        if pair is not None and gpio in pair and all(self._header.names(pin) & CLEAR for pin in pair):
            self._plug_by_names(pair)
        elif self._alarm is None:
            clock = self._header.pi.clock
            self._alarm = clock.at(clock.monotonic(), self._look)

    def _plug_by_names(self, pair: tuple[int, int]) -> None:
        if pair[0] not in self._found and self._plug(*pair) and not _turned_by_gpiozero(self._pins[pair[0]]):
            self._header.guess(pair[0], "button", min(self._header.names(pair[0]) & FIRST_OF_PAIRS, default=""))

    def _look(self) -> None:
        self._alarm = None
        pair = self._by_names
        if pair is not None and all(self._is_free(self._pins[gpio]) for gpio in pair):
            self._plug_by_names(pair)
        if pair is None and not self._found:
            pair = self._by_inputs() or self._without_names()
            if pair is not None:
                self._plug_by_names(pair)
        inputs = [gpio for gpio in self._header.opened() if self._is_free(self._pins[gpio])]
        for index, gpio in enumerate(inputs):
            later = inputs[index + 1 :]
            second = self._partner(gpio, later)
            if second is not None and gpio not in self._found and second not in self._found:
                self._plug(gpio, second)

    def _plug(self, first: int, second: int) -> bool:
        self._found |= {first, second}
        others = {self._header.named(first), self._header.named(second)} - {None, KINDS[0].name}
        return not others and self._header.claim(KINDS[0], first, (first, second)) is not None

    @cached_property
    def _by_names(self) -> tuple[int, int] | None:
        """The pins of the one encoder that the program's names speak of."""
        header = self._header
        for first, second in PAIRS:
            pair = header.called(first), header.called(second)
            if len(pair[0]) == len(pair[1]) == 1 and pair[0] != pair[1]:
                words = header.names(pair[0][0])
                if header.words & ABOUT or ("clk" in words and not header.words & CLOCKED):
                    return pair[0][0], pair[1][0]
        return None

    def _by_inputs(self) -> tuple[int, int] | None:
        """The only inputs with such names that are pulled up, beside a chip whose wires have the same names."""
        header = self._header
        free = [gpio for gpio in header.opened() if self._is_free(self._pins[gpio]) and self._pins[gpio].pi_pull]
        for firsts, seconds in PAIRS:
            first = [gpio for gpio in free if header.names(gpio) & firsts]
            second = [gpio for gpio in free if header.names(gpio) & seconds]
            if len(first) == len(second) == 1 and first != second:
                words = header.names(first[0])
                return (first[0], second[0]) if header.words & ABOUT or words & CLEAR else None
        return None

    def _without_names(self) -> tuple[int, int] | None:
        """The only two inputs that have no names, in a program that speaks of nothing but a rotary encoder."""
        header = self._header
        free = [gpio for gpio in header.opened() if self._is_free(self._pins[gpio])]
        if len(free) != 2 or any(map(header.names, free)) or not header.words & ROTARY:
            return None
        return free[0], free[1]

    def _is_free(self, net: Net) -> bool:
        return net.owner is not None and net.duty is None

    def _partner(self, gpio: int, later: list[int]) -> int | None:
        """The second pin of the encoder that has this one for its first, or None."""
        if self._header.named(gpio) == KINDS[0].name:
            return later[0] if later else None
        if _turned_by_gpiozero(self._pins[gpio]):
            return next((each for each in later if _turned_by_gpiozero(self._pins[each])), None)
        return None


def _turned_by_gpiozero(net: Net) -> bool:
    """Whether the pin's changes go to a RotaryEncoder of gpiozero."""
    called = getattr(net.on_edge, "__self__", None)
    hears = getattr(called, "_when_changed", None)
    device = getattr(None if hears is None else hears(), "__self__", None)
    return any(kind.__name__ == GPIOZERO for kind in type(device).__mro__)


DECODERS = (RotaryEncoders,)
