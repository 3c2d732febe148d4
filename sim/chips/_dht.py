"""The one-wire pulses of DHT22 and DHT11. Aosong data sheets AM2302 and DHT11, "communication".

After the Pi's start signal: 80 us low, 80 us high, then 40 bits of 50 us low and 27 us (0) or 70 us (1) high.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from sim.chips import Chip
from sim.chips._lag import Lag

GREETING_US = (80, 80)
GAP_US = 50
ZERO_US = 27
ONE_US = 70
BYTE_PULSES_US = tuple(
    tuple(width for bit in range(7, -1, -1) for width in (GAP_US, ONE_US if byte >> bit & 1 else ZERO_US))
    for byte in range(256)
)
NOISE_STEPS = 1  # either way, of an ideal unit: the resolution in the data sheet

COMPARED_AT = (25.0, 75.3)  # C and %: a room with a good thermometer, a closed box with wet table salt
LEFT_C, LEFT_PCT = 0.2, 1.0  # chosen: what such a comparison still misses
TAU_C_S, TAU_PCT_S = 10.0, 5.0  # from memory, not read; in moving air, and slower in still air
HIGH_FROM_PCT = 90.0  # above it cheap sensors show 1 to 3 % too much (metpod.co.uk), and stick at 99.9 (harizanov.com)
HIGH_SHARE = 0.3  # chosen: 3 % too much at 100 %


def frame(humidity: int, temperature: int) -> tuple[int, int, int, int, int]:
    """Five bytes from two words: the last is the sum of the others, low eight bits."""
    high, low = humidity >> 8 & 0xFF, humidity & 0xFF
    above, below = temperature >> 8 & 0xFF, temperature & 0xFF
    return high, low, above, below, high + low + above + below & 0xFF


def pulses_us(data: tuple[int, int, int, int, int]) -> list[int]:
    """Widths of the whole answer, low first; the last low ends it."""
    table = BYTE_PULSES_US
    a, b, c, d, e = data
    return [*GREETING_US, *table[a], *table[b], *table[c], *table[d], *table[e], GAP_US]


class DhtChip(Chip):
    """A sensor on one data wire. On real boards 1/8 to 3/4 of the answers fail, and 1 in 500 to 1000 is wrong by a
    factor of two and passes its sum (Adafruit_Python_DHT thread 14).
    """

    feels = ("temperature_c", "humidity_pct")
    start_us = 800  # the shortest start signal that it recognizes
    within: ClassVar[tuple[float, float]]  # C and %, from unit to unit
    noise_steps: ClassVar[tuple[int, int]]  # C and %, from one answer to the next
    wire_faults = ("silent", "checksum", "short", "doubled", "hang", "deaf_reader")

    def plug(self) -> None:
        self._faults: Mapping[str, float] = {}
        self._hangs = self._reader_is_deaf = False
        self._temperature, self._humidity = self._keys["temperature_c"], self._keys["humidity_pct"]
        unit, (at_c, at_pct), (within_c, within_pct) = self.unit, COMPARED_AT, self.within
        self._too_warm_c = unit.offset("temperature_c", at_c, within_c, LEFT_C)
        self._too_wet_pct = unit.offset("humidity_pct", at_pct, within_pct, LEFT_PCT)
        self._noise_c, self._noise_pct = (NOISE_STEPS, NOISE_STEPS) if unit.ideal else self.noise_steps
        self._lag_c, self._lag_pct = Lag(self.pi.clock, TAU_C_S), Lag(self.pi.clock, TAU_PCT_S)
        self.pi.pulses.attach(self.part.options["pin"], self)
        self.pi.pins[self.part.options["pin"]].on_claim(self._reader_is_new)

    def answer(self, trigger_us: int) -> Sequence[int]:
        """Give the pulses after a low of `trigger_us`; none without power or after too short a low."""
        if not self._powered or trigger_us < self.start_us:
            return ()
        data = self.measured()
        return self._disturbed(data) if self._faults or self._hangs else pulses_us(data)

    def disturb(self, faults: Mapping[str, float]) -> None:
        if "deaf_reader" not in self._faults:
            self._reader_is_deaf = "deaf_reader" in faults
        self._faults = faults
        self._hangs = self._hangs or "hang" in faults

    def power_changed(self) -> None:
        self._hangs = "hang" in self._faults and self._hangs and not self._powered

    def _disturbed(self, data: tuple[int, int, int, int, int]) -> Sequence[int]:
        if self._hangs or self._is_not_heard() or self._happens("silent"):
            return ()
        if self._happens("doubled"):
            data = self.by_two(data, self._random() < 0.5)
        if self._happens("checksum"):
            data = (*data[:4], data[4] ^ 0x10)
        pulses = pulses_us(data)
        return pulses[: 2 + int(self._random() * 76)] if self._happens("short") else pulses

    def _reader_is_new(self) -> None:
        """A library takes the pin, for the first time or again."""
        self._reader_is_deaf = False

    def _is_not_heard(self) -> bool:
        return self._reader_is_deaf and "deaf_reader" in self._faults

    def _happens(self, fault: str) -> bool:
        return self._random() < self._faults.get(fault, 0.0)

    @staticmethod
    def by_two(data: tuple[int, int, int, int, int], up: bool) -> tuple[int, int, int, int, int]:
        """Both values doubled or halved, with a valid checksum."""
        humidity, temperature = data[0] << 8 | data[1], data[2] << 8 | data[3]
        sign, size = temperature & 0x8000, temperature & 0x7FFF
        return frame(humidity * 2, sign | size * 2) if up else frame(humidity // 2, sign | size // 2)

    def sensed(self) -> tuple[float, float]:
        """Temperature in C and humidity in % as this unit has them now, before its noise and its steps."""
        t_c, rh_pct = self.felt[self._temperature], self.felt[self._humidity]
        if self.unit.ideal:
            return t_c, rh_pct
        rh_pct = self._lag_pct.of(rh_pct) + self._too_wet_pct
        if rh_pct > HIGH_FROM_PCT:
            rh_pct += HIGH_SHARE * (rh_pct - HIGH_FROM_PCT)
        return self._lag_c.of(t_c) + self._too_warm_c, rh_pct

    def measured(self) -> tuple[int, int, int, int, int]:
        """The five bytes for the values sensed now."""
        raise NotImplementedError
