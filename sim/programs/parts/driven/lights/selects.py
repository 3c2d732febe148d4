"""The wires that light digits, or the lines of a matrix, in turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.programs.parts.driven.claim import Seen
from sim.programs.parts.driven.stream import Stream
from sim.wires.journal import HIGH, LOW

MAX_DIGITS = 8
FEWEST = 2
TURNS = 2  # chosen: each digit wire must have had its turn more than once
PER_S = 10.0  # chosen: fewer changes of turn a second are seen one by one
DIGITS = ("digit", "digits", "place", "com", "common", "select", "segment", "segments")
MANY = 0.2  # chosen: for at most this share of the time two digits are on at once


@dataclass(frozen=True, slots=True)
class Selects:
    """The wires that light one digit, or one line, after the other."""

    pins: tuple[int, ...]
    active_high: bool

    def lit(self, levels: int) -> list[int]:
        """The places of those that are on."""
        return [place for place in range(len(self.pins)) if bool(levels >> place & 1) is self.active_high]

    @classmethod
    def of(cls, seen: Seen, wires: Sequence[int]) -> Selects | None:
        """Find them. Lamps that blink beside them are none, and a wire with their name is one that was not lit yet."""
        digits = [gpio for gpio in wires if seen.is_called(gpio, *DIGITS) or not seen.is_lamp(gpio)]
        found = cls.among(seen.stream, digits if len(digits) >= FEWEST else wires)
        if found is None:
            return None
        names = {name for name in map(seen.header.names, found.pins) if name}
        alike = [gpio for gpio in wires if gpio in found.pins or (len(names) == 1 and seen.header.names(gpio) in names)]
        return cls(tuple(alike), found.active_high) if len(alike) <= MAX_DIGITS else found

    @classmethod
    def among(cls, stream: Stream, wires: Sequence[int]) -> Selects | None:
        """Find them: again and again exactly one is on. One of the wires may be something else, such as a point."""
        wires = [gpio for gpio in wires if min(stream.codes.count(4 * gpio + each) for each in (LOW, HIGH)) >= TURNS]
        found = cls._all_of(stream, wires)
        if found is not None or len(wires) <= FEWEST:
            return found
        fewer = (cls._all_of(stream, [gpio for gpio in wires if gpio != other]) for other in wires)
        return next((each for each in fewer if each is not None), None)

    @classmethod
    def _all_of(cls, stream: Stream, wires: Sequence[int]) -> Selects | None:
        if not 2 <= len(wires) <= MAX_DIGITS:
            return None
        own = stream.of(wires)
        dwell, span_s, rises = _dwell(own, wires)
        if span_s <= 0.0 or rises < PER_S * span_s:
            return None
        found: list[tuple[float, cls]] = []  # type: ignore[valid-type]
        for active_high in (True, False):
            selects = cls(tuple(wires), active_high)
            one_s = sum(each_s for levels, each_s in dwell.items() if len(selects.lit(levels)) == 1)
            many_s = sum(each_s for levels, each_s in dwell.items() if len(selects.lit(levels)) > 1)
            if one_s > 0.0 and many_s <= MANY * (one_s + many_s):
                found.append((many_s, selects))
        return min(found, key=lambda each: each[0])[1] if found else None


def _dwell(stream: Stream, wires: Sequence[int]) -> tuple[dict[int, float], float, int]:
    """How long each pattern of these wires lasted, from the first one that went high; how long in all; all rises."""
    levels, since_s, start_s, rises = 0, 0.0, None, 0
    dwell: dict[int, float] = {}
    for code, t_s in zip(stream.codes, stream.times, strict=True):
        if start_s is not None:
            dwell[levels] = dwell.get(levels, 0.0) + t_s - since_s
        bit = 1 << wires.index(code >> 2)
        if code & 3 == HIGH:
            levels, rises = levels | bit, rises + 1
            start_s = t_s if start_s is None else start_s
        else:
            levels &= ~bit
        since_s = t_s
    return dwell, since_s - (start_s or 0.0), rises
