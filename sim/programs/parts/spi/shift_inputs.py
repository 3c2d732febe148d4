"""74HC165: eight inputs that are shifted in, alone or several in a chain. Data sheet 74HC165 (TI SCLS116, section 8).

While its load wire is low, it takes over the levels of its inputs; H is on its output then, and each rise of the clock
brings the next one. Here each input has a button to ground and a resistor to 3.3 V.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial

from devices import Message
from sim.programs.parts.decoder import Header
from sim.programs.parts.kind import GPIO, PartKind
from sim.programs.parts.quantities import Quantity
from sim.programs.parts.wires import WiresChip
from sim.wires.pins import Net

EACH, MOST = 8, 4  # inputs of one chip; chips in a chain
INPUTS = tuple(f"d{number}" for number in range(EACH * MOST))


class Hc165Chip(WiresChip):
    """On the pins `load`, `clock` and `out`. It feels `d0_pressed` to `d7_pressed`; `d8` is of the next chip."""

    feels = tuple(f"{each}_pressed" for each in INPUTS)
    wires = ()

    def plug(self) -> None:
        pins, options = self.pi.pins, self.part.options
        self._load, self._clock, self._out = (pins[options[each]] for each in ("load", "clock", "out"))
        self._taken: list[bool] = []
        self._shifted = 0
        self._longest = EACH  # how many bits were taken at once
        self._was_high = self._clock.level
        for net in (self._load, self._clock, self._out):
            net.clocked = True
        self._load.on_change(self._loads)
        self._clock.on_change(self._shifts)
        self._take()

    @property
    def inputs_in_use(self) -> tuple[str, ...]:
        """The inputs that the program has shifted in."""
        return INPUTS[: self._longest]

    def world_moved(self) -> None:
        if not self._load.level:
            self._take()

    def _loads(self) -> None:
        """Low lets the inputs through; what is there when it rises stays."""
        self._take()

    def _take(self) -> None:
        levels = [self._powered and not self.feel(f"{each}_pressed") for each in INPUTS]
        chips = [levels[first : first + EACH] for first in range(0, len(INPUTS), EACH)]
        self._taken = [level for chip in chips for level in reversed(chip)]
        self._shifted = 0
        self._put()

    def _shifts(self) -> None:
        level = self._clock.level
        if level and not self._was_high and self._load.level:
            self._shifted += 1
            if self._shifted < len(INPUTS):
                self._longest = max(self._longest, -(-self._shifted // EACH) * EACH)
            self._put()
        self._was_high = level

    def _put(self) -> None:
        """The serial input of the last chip is at ground."""
        if self._powered:
            self._out.drive(self._taken[self._shifted] if self._shifted < len(self._taken) else False)
        else:
            self._out.release()


KINDS = (
    PartKind(
        "hc165", Hc165Chip, Message("script.kind.hc165", "74HC165, eight buttons to ground"), GPIO, ("d0_pressed",),
        needs_partner=True,
    ),
)  # fmt: skip
QUANTITIES = tuple(Quantity(name, False) for name in Hc165Chip.feels)

ABOUT = frozenset(("74hc165", "hc165", "sn74hc165", "sn74hc165n", "74ls165", "hct165"))
LOADS = frozenset(("load", "pl", "ld", "latch", "shld", "sh", "ploader", "loadpin"))
CLOCKS = frozenset(("clk", "clock", "cp", "sck", "sclk", "clockpin", "srclk"))
OUTS = frozenset(("data", "q7", "qh", "q", "out", "serial", "datapin", "miso", "dout"))


class Hc165Wires:
    """Finds the chip by what a program calls its pins.

    One that does not speak of a 74HC165 must also have pulsed the load wire, which rests high, before it reads a bit.
    """

    def __init__(self, header: Header) -> None:
        self._header = header
        for net in header.pi.pins.values():
            net.on_claim(partial(self._claimed, net))

    def _claimed(self, net: Net) -> None:
        if net.gpio not in self._wires or net.clocked:
            return
        if self._header.words.isdisjoint(ABOUT):
            if net.gpio == self._wires[-1]:
                net.on_look(self._looked, first=True)
        else:
            self._plug()

    def _looked(self) -> None:
        load, clock, out = (self._header.pi.pins[gpio] for gpio in self._wires)
        out.forget(self._looked)
        if load.duty == 1.0 and load.changes >= PULSE and clock.duty is not None and not load.clocked:
            self._plug()

    def _plug(self) -> None:
        options = dict(zip(ROLES, self._wires, strict=True))
        self._header.claim(KINDS[0], options["out"], self._wires, options)

    @cached_property
    def _wires(self) -> tuple[int, ...]:
        called = [self._header.called(words) for words in (LOADS, CLOCKS, OUTS)]
        wires = tuple(found[0] for found in called if len(found) == 1)
        return wires if len(set(wires)) == len(called) else ()


ROLES = ("load", "clock", "out")
PULSE = 3  # high, low and high again
DECODERS: tuple[Callable[[Header], object], ...] = (Hc165Wires,)
