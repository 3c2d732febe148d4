"""What a program did to its outputs, one entry a change: kept small and cheap, because displays need thousands.

An entry is a code (the wire and its new level) and the moment. Codes are bytes, so that `bytes.find`, `count` and
`translate` go through them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import compress
from operator import itemgetter
from typing import NamedTuple

from sim.wires.journal import FREE, HIGH, LOW, WAVE
from sim.wires.pins import GPIO_COUNT

__all__ = ("FREE", "HIGH", "LOW", "WAVE", "Change", "Stream", "codes_of", "tables_of")
ALL_CODES = bytes(range(256))


class Change(NamedTuple):
    """One change of a wire. `duty` is None when the program let go of it, `hertz` None when it is no PWM."""

    t_s: float
    gpio: int
    duty: float | None
    hertz: float | None


@cache
def tables_of(kept: bytes) -> tuple[bytes, bytes]:
    """For the codes that are kept: all others, and for each code whether it is kept."""
    return ALL_CODES.translate(None, kept), bytes(code in kept for code in ALL_CODES)


@cache
def codes_of_one(gpio: int) -> bytes:
    """All codes of this wire."""
    return codes_of((gpio,))


def codes_of(gpios: Iterable[int]) -> bytes:
    """All codes of these wires."""
    return bytes(4 * gpio + kind for gpio in gpios for kind in range(4))


@dataclass(slots=True)
class Stream:
    """Changes in the order in which they came. `waves` are gpio, duty and hertz of the entries that are PWM."""

    codes: bytearray = field(default_factory=bytearray)
    times: list[float] = field(default_factory=list)
    waves: list[tuple[int, float, float]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.codes)

    def extend(self, later: Stream) -> None:
        """Append what came afterwards."""
        self.codes += later.codes
        self.times += later.times
        self.waves += later.waves

    def of(self, gpios: Iterable[int]) -> Stream:
        """The entries of these wires alone."""
        return self._kept(codes_of(gpios))

    def without(self, gpios: Iterable[int]) -> Stream:
        """The entries of all other wires."""
        return self._kept(ALL_CODES.translate(None, codes_of(gpios)))

    def split(self) -> list[tuple[int, Stream]]:
        """Each wire of which there is an entry with its own entries, by number."""
        found, rest = [], self
        often = {gpio: sum(map(self.codes.count, codes_of_one(gpio))) for gpio in self.touched}
        for gpio in sorted(often, key=often.__getitem__, reverse=True):  # so that the rest is soon short
            found.append((gpio, rest.of((gpio,))))
            rest = rest.without((gpio,))
        return sorted(found, key=itemgetter(0))

    def _kept(self, kept: bytes) -> Stream:
        others, is_kept = tables_of(kept)
        codes = self.codes.translate(None, others)
        if len(codes) == len(self.codes):
            return self
        times = list(compress(self.times, self.codes.translate(is_kept)))
        return Stream(codes, times, [each for each in self.waves if 4 * each[0] in kept])

    @property
    def gpios(self) -> list[int]:
        """The wires that were driven high, low or with PWM, by number."""
        codes = self.codes
        lows = range(0, 4 * GPIO_COUNT, 4)
        return [low >> 2 for low in lows if low + LOW in codes or low + HIGH in codes or low + WAVE in codes]

    @property
    def touched(self) -> list[int]:
        """The wires of which there is an entry, by number."""
        found, codes = [], self.codes
        while codes:
            found.append(codes[0] >> 2)
            codes = codes.translate(None, codes_of_one(codes[0] >> 2))
        return sorted(found)

    def bursts(self, pause_s: float) -> Iterator[Stream]:
        """The entries between pauses that are so long or longer; without PWM."""
        start = 0
        for at in range(1, len(self.times)):
            if self.times[at] - self.times[at - 1] >= pause_s:
                yield Stream(self.codes[start:at], self.times[start:at])
                start = at
        if start < len(self.times):
            yield Stream(self.codes[start:], self.times[start:])

    def changes(self) -> Iterator[Change]:
        """Every entry in full."""
        waves = iter(self.waves)
        for code, t_s in zip(self.codes, self.times, strict=True):
            kind = code & 3
            if kind == WAVE:
                gpio, duty, hertz = next(waves)
                yield Change(t_s, gpio, duty, hertz)
            else:
                yield Change(t_s, code >> 2, None if kind == FREE else float(kind), None)
