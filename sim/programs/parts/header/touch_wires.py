"""A touch sensor out of two wires: one pin charges a piece of foil through 1 Mohm, the other one waits for it.

A finger near the foil makes its capacity larger, and the wait longer.
"""

from __future__ import annotations

from functools import cached_property, partial
from math import log

from devices import Message
from sim.chips import Chip
from sim.programs.parts.decoder import Header
from sim.programs.parts.header.light_sensor import HIGH_V, SUPPLY_V
from sim.programs.parts.kind import GPIO, PartKind
from sim.time.clock import ClockEvent
from sim.wires.pins import Net

RESISTOR_OHM = 1e6
FOIL_F, FINGER_F = 30e-12, 150e-12  # chosen: a foil of a hand's size, and what a finger adds


class TouchWiresChip(Chip):
    """The foil on the pin `sense`, charged by the pin `send`. It feels `pressed`, a finger on it."""

    feels = ("pressed",)

    def plug(self) -> None:
        self._send: Net = self.pi.pins[self.part.options["send"]]
        self._sense: Net = self.pi.pins[self.part.options["sense"]]
        self._level = False
        self._alarm: ClockEvent | None = None
        self._send.on_change(self._follow)
        self._sense.on_change(self._follow)
        self._follow()

    def _follow(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        if self._sense.duty is not None:  # the program empties the foil
            self._level = bool(self._sense.duty)
            self._sense.release()
            return
        self._sense.drive(self._level)
        wanted = bool(self._send.duty)
        if self._send.duty is not None and wanted is not self._level:
            farads = FOIL_F + (FINGER_F if self.feel("pressed") else 0.0)
            share = HIGH_V / SUPPLY_V
            takes_s = -RESISTOR_OHM * farads * log(1.0 - share if wanted else share)
            clock = self.pi.clock
            self._alarm = clock.at(clock.monotonic() + takes_s, partial(self._turn, wanted))

    def _turn(self, level: bool) -> None:
        self._alarm = None
        self._level = level
        self._sense.drive(level)


TOUCH = Message("script.kind.touch_wires", "touch sensor of two wires and a foil, not touched")

KINDS = (PartKind("touch_wires", TouchWiresChip, TOUCH, GPIO, (), needs_partner=True),)

ABOUT = ("capsense", "capacitive", "capacity", "capacitance", "proximity")
DRIVEN = frozenset(("led", "lamp", "light", "buzzer", "relay", "motor", "servo"))


class TouchWires:
    """Finds the pair in a program that speaks of it: the only input without a resistor, and the only plain output."""

    def __init__(self, header: Header) -> None:
        self._header = header
        self._found = False
        for net in header.pi.pins.values():
            net.on_claim(partial(self._claimed, net))
        self._listening: set[int] = set()

    @cached_property
    def _is_about(self) -> bool:
        return not self._header.words.isdisjoint(ABOUT)

    def _claimed(self, net: Net) -> None:
        if self._is_about and net.gpio not in self._listening:
            self._listening.add(net.gpio)
            net.on_look(partial(self._looked, net))

    def _looked(self, net: Net) -> None:
        if self._found or net.pi_pull is not None:
            return
        pins, header = self._header.pi.pins, self._header
        opened = [gpio for gpio in header.opened() if pins[gpio].owner is not None]
        inputs = [gpio for gpio in opened if pins[gpio].duty is None]
        outputs = [gpio for gpio in opened if pins[gpio].duty is not None and header.names(gpio).isdisjoint(DRIVEN)]
        if inputs == [net.gpio] and len(outputs) == 1 and header.named(net.gpio) in (None, KINDS[0].name):
            self._found = True
            options = {"send": outputs[0], "sense": net.gpio}
            header.claim(KINDS[0], net.gpio, (net.gpio, outputs[0]), options)


DECODERS = (TouchWires,)
