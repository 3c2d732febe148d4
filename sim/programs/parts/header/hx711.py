"""HX711: a load cell's converter of 24 bits on two plain wires. Data sheet HX711 (Avia): serial interface, table 3.

With a load cell of 5 kg and 1 mV/V on 5 V. A program finds the scale by weighing something that it knows.
"""

from __future__ import annotations

from math import inf

from devices import Message
from sim.chips import Chip
from sim.programs.parts.kind import GPIO, PartKind
from sim.programs.parts.quantities import number
from sim.wires.shifting import Out, wires_by_hand

BITS = 24
PULSES = {25: 1.0, 26: 0.0, 27: 0.5}  # table 3: channel A with gain 128, channel B (with nothing on it), A with 64
CONVERSION_S = 0.1  # ten a second, as nearly all modules are wired
COUNTS_A_G = 5e-3 / 20e-3 * (1 << BITS - 1) / 5000.0  # 5 mV at 5 kg of +-20 mV: 419
EMPTY = 84_000  # chosen: the cell's own weight and its plate
NOISE_STEPS = 20  # chosen: a twentieth of a gram either way
OFF_S = 101e-6  # chosen: a clock that is high for 60 us switches it off; slow programs of kits come near that


class Hx711Chip(Chip):
    """One converter on the pins `clock` and `out`. It feels `weight_g`."""

    feels = ("weight_g",)

    def plug(self) -> None:
        self._pulses = 0
        self._gain = 1.0
        self._code = 0
        self._rose_s = inf  # when its clock rose, if it is still high
        self._out = False  # ready
        self.wires = wires_by_hand(self, self.pi.pins, self.part.options)

    def power_changed(self) -> None:
        self.wires.put(self._out if self._powered else None)

    def select(self, selected: bool) -> Out:
        """It has no such wire."""
        return self._shown

    def rise(self, level: bool) -> Out:
        """Put out the next bit; after the last one it is busy."""
        clock = self.pi.clock
        if not self._pulses:
            self._code = self._measured()
        self._rose_s = clock.monotonic()
        self._pulses += 1
        self._out = self._pulses > BITS or bool(self._code >> BITS - self._pulses & 1)
        if self._pulses == BITS + 1:
            clock.at(self._rose_s + CONVERSION_S, self._be_ready)
        return self._shown

    def fall(self) -> Out:
        """The bit stays. A clock that was high for long has switched it off, and now it begins again."""
        between = 1 < self._pulses <= BITS + 1  # slow programs of kits are not to be cut off
        if self._is_off and not between:
            self._pulses, self._out = BITS + 1, True
            clock = self.pi.clock
            clock.at(clock.monotonic() + CONVERSION_S, self._be_ready)
        self._rose_s = inf
        return self._shown

    @property
    def _is_off(self) -> bool:
        return self.pi.clock.monotonic() - self._rose_s > OFF_S

    @property
    def _shown(self) -> Out:
        return self._out if self._powered else None

    def _be_ready(self) -> None:
        if self._is_off:
            return
        self._gain = PULSES.get(self._pulses, 1.0)
        self._pulses = 0
        self._out = False
        self.wires.put(self._shown)

    def _measured(self) -> int:
        counts = (EMPTY + self.feel("weight_g") * COUNTS_A_G) * self._gain + self.noise(NOISE_STEPS)
        most = (1 << BITS - 1) - 1
        return round(min(max(counts, -most - 1), most)) & (1 << BITS) - 1


KINDS = (
    PartKind(
        "hx711", Hx711Chip, Message("script.kind.scale", "HX711, a load cell of 5 kg"), GPIO, ("weight_g",),
        needs_partner=True,
    ),
)  # fmt: skip
QUANTITIES = (number("weight_g", 0.0, Message("program.quantity.weight", "weight"), 0.0, 5000.0, 10.0, "g", "500"),)
