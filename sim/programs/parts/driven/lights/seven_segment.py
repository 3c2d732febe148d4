"""Reading a digit of seven segments: which letters the lit segments are, and which wiring makes sense of them.

Segments are named as in every data sheet (for example 5161AS, Kingbright): a on top, then clockwise to f, g in the
middle; bit 0 is a, bit 6 is g, bit 7 the point.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sim.programs.parts.segments import UNKNOWN, seven

BITS = 8
POINT = 0x80
FIGURES = "0123456789"
STRAY = "\u00af'\"i" + UNKNOWN  # single segments: lamps in a row light them, too
ZEROS = 3
SURE = 3  # chosen: so many different digits are no accident
CLUES = ("segment", "sevenseg", "digit", "digits", "seg", "segcode", "tm1637", "led7")


def _figures(shapes: Iterable[int]) -> int:
    """How many different figures these lit segments are."""
    return len({seven(shape) for shape in shapes} & set(FIGURES))


def _are_letters(shapes: Iterable[int]) -> bool:
    return all(seven(shape) not in STRAY for shape in shapes)


@dataclass(frozen=True, slots=True)
class Wiring:
    """How eight outputs reach the segments: a is at the lowest bit or at the highest, and 1 or 0 lights it."""

    reversed: bool
    active_low: bool
    has_point: bool = True  # otherwise the eighth output always would light it: nothing is there

    def segments(self, byte: int) -> int:
        """The segments that a byte lights."""
        found = _segments(self.reversed, self.active_low, byte)
        return found if self.has_point else found & ~POINT


@cache
def _segments(is_reversed: bool, active_low: bool, byte: int) -> int:
    if active_low:
        byte ^= 0xFF
    return int(f"{byte:08b}"[::-1], 2) if is_reversed else byte


WIRINGS = tuple(Wiring(is_reversed, active_low) for is_reversed in (False, True) for active_low in (False, True))


def wiring_of(bytes_seen: Iterable[int], sure: int = SURE, usual_low: bool | None = None) -> Wiring | None:
    """The wiring in which all these bytes are letters, at least `sure` of them different digits; None without.

    When several are as good, the one counts in which a segment is lit at low, or not, as `usual_low` says.
    """
    seen = set(bytes_seen)
    best, most = None, sure - 1
    if _is_one_lamp(seen, BITS):
        return None
    for wiring in sorted(WIRINGS, key=lambda each: usual_low is not None and each.active_low is not usual_low):
        lit = {wiring.segments(byte) for byte in seen}
        pointed = sum(bool(shape & POINT) for shape in lit)
        shapes = {shape & ~POINT for shape in lit}
        if len(lit) / 2 < pointed < len(lit) or not _are_letters(shapes) or _figures(shapes) <= most:
            continue
        best, most = Wiring(wiring.reversed, wiring.active_low, pointed < len(lit)), _figures(shapes)
    return best


def _is_one_lamp(patterns: Collection[int], lamps: int) -> bool:
    """Whether it is always one lamp that is lit, or one that is dark: lamps in a row, not digits."""
    return len(patterns) >= SURE and all(each.bit_count() in (0, 1, lamps - 1, lamps) for each in patterns)


def are_digits(shapes: Collection[int], sure: int = SURE) -> bool:
    """Whether these lit segments are letters, and at least `sure` of them different digits."""
    known = {shape & ~POINT for shape in shapes}
    return not (sure > 1 and _is_one_lamp(known, BITS - 1)) and _are_letters(known) and _figures(known) >= sure


class DigitRow:
    """Several digits side by side. Which end is the left one shows when they count: the ones change most often.

    Before they do, 9000 is read as 0009 and 21 with blanks behind it as 12 with blanks before it: counters begin low,
    and numbers stand on the right. `from_left` says that the order of the wires is that of the digits.
    """

    def __init__(self, from_left: bool = False) -> None:
        self._from_left = from_left
        self._changes: dict[int, int] = {}
        self._before: dict[int, int] = {}

    def text(self, places: Sequence[int], shapes: Mapping[int, int]) -> str:
        """What stands there; `places` are the digits in the order of their wires, `shapes` their lit segments."""
        for place, shape in shapes.items():
            if self._before.get(place, shape) != shape:
                self._changes[place] = self._changes.get(place, 0) + 1
        self._before = dict(shapes)
        first, last = self._changes.get(places[0], 0), self._changes.get(places[-1], 0)
        text = [seven(shapes[place]) for place in places]
        is_odd = text[1:] == ["0"] * ZEROS and text[0] not in "0 "
        is_left = text[0] in FIGURES and text[-1] == " "
        is_backward = first > last or (first == last == 0 and (is_odd or is_left))
        return "".join(reversed(text) if is_backward and not self._from_left else text).rstrip()
