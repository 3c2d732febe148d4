"""Two 74HC595 beside each other, each with its own data, latch and clock: one picks the line of a matrix."""

from __future__ import annotations

from dataclasses import replace

from devices import Message
from sim.programs.parts.driven.claim import Claim, Seen
from sim.programs.parts.driven.lights.register_view import BITS, WHOLE_BYTE, RegistersChip, RegisterView
from sim.programs.parts.driven.lights.shift_register import three_wires
from sim.programs.parts.driven.stream import Stream
from sim.programs.parts.kind import GPIO, PartKind
from sim.wires.journal import HIGH

WIRES = 3
FEW = 8  # chosen: latches; one round of a matrix

TWO = Message("script.kind.two_registers", "two 74HC595 with what hangs on their outputs")


class TwoRegistersChip(RegistersChip):
    """Its pins are data, latch, clock of the one and of the other."""

    def begin(self) -> None:
        self._view = RegisterView(2, None, False, self.option("columns", False), as_lines=True)
        self._data, self._shifted, self._out = [0, 0], [0, 0], [0, 0]
        self._roles = {
            4 * gpio + level: (place // WIRES, place % WIRES, level)
            for place, gpio in enumerate(self.pins)
            for level in (0, HIGH)
        }

    def follow(self, stream: Stream, now_s: float) -> None:
        for code, t_s in zip(stream.codes, stream.times, strict=True):
            side, wire, level = self._roles.get(code, (0, -1, 0))
            if wire == 0:
                self._data[side] = int(level == HIGH)
            elif level != HIGH:
                continue
            elif wire == 2:
                self._shifted[side] = (self._shifted[side] << 1 | self._data[side]) & WHOLE_BYTE
            elif wire == 1 and self._out[side] != self._shifted[side]:
                self._out[side] = self._shifted[side]
                out = self._out[0] << BITS | self._out[1]
                self._view.note(out)
                self.enter((out, 0), t_s)
        self.until(now_s)


def recognize(seen: Seen) -> Claim | None:
    """Two groups of three wires, as of one register, both with eight bits between two latches."""
    first = three_wires(seen)
    if first is None:
        return None
    pins = (first.data, first.latch, first.clock)
    second = three_wires(replace(seen, stream=seen.stream.without(pins)), latches=2)  # dark before each line
    if second is None or any(
        set(each.counts) - {0, BITS} or sum(map(bool, each.counts)) < FEW for each in (first, second)
    ):
        return None
    return Claim("two_registers", (*pins, second.data, second.latch, second.clock), {"columns": seen.scans_columns()})


KINDS = (PartKind("two_registers", TwoRegistersChip, TWO, GPIO, (), needs_partner=True),)
RECOGNIZERS = ((39, recognize),)
