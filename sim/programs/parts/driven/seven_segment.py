"""Reading a digit of seven segments: which letters the lit segments are, and which wiring makes sense of them.

Segments are named as in every data sheet (for example 5161AS, Kingbright): a on top, then clockwise to f, g in the
middle; bit 0 is a, bit 6 is g, bit 7 the point.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

POINT = 0x80
NUMBERS = {
    0x3F: "0", 0x06: "1", 0x5B: "2", 0x4F: "3", 0x66: "4", 0x6D: "5", 0x7D: "6", 0x07: "7", 0x7F: "8", 0x6F: "9",
    0x27: "7", 0x67: "9",
}  # fmt: skip
LETTERS = {
    0x77: "A", 0x7C: "b", 0x39: "C", 0x5E: "d", 0x79: "E", 0x71: "F", 0x40: "-", 0x08: "_", 0x76: "H", 0x38: "L",
    0x73: "P", 0x3E: "U", 0x54: "n", 0x50: "r", 0x78: "t", 0x5C: "o", 0x58: "c", 0x74: "h", 0x6E: "y", 0x1E: "J",
    0x63: "\u00b0", 0x48: "=", 0x3D: "G", 0x1C: "u", 0x30: "l", 0x37: "N",
}  # fmt: skip
SHAPES = {0x00: " ", **NUMBERS, **LETTERS}
UNREADABLE = "?"
SURE = 3  # chosen: so many different digits are no accident
CLUES = ("segment", "sevenseg", "digit", "digits", "seg", "segcode", "tm1637", "led7")


def letter(segments: int) -> str:
    """What a person reads: one letter, with a point behind it when that is lit, too."""
    return SHAPES.get(segments & ~POINT, UNREADABLE) + ("." if segments & POINT else "")


@dataclass(frozen=True, slots=True)
class Wiring:
    """How eight outputs reach the segments: a is at the lowest bit or at the highest, and 1 or 0 lights it."""

    reversed: bool
    active_low: bool

    def segments(self, byte: int) -> int:
        """The segments that a byte lights."""
        return _segments(self.reversed, self.active_low, byte)


@cache
def _segments(is_reversed: bool, active_low: bool, byte: int) -> int:
    if active_low:
        byte ^= 0xFF
    return int(f"{byte:08b}"[::-1], 2) if is_reversed else byte


WIRINGS = tuple(Wiring(is_reversed, active_low) for is_reversed in (False, True) for active_low in (False, True))


def wiring_of(bytes_seen: Iterable[int], sure: int = SURE) -> Wiring | None:
    """The wiring in which all these bytes are letters, at least `sure` of them different digits; None without."""
    seen = set(bytes_seen)
    best, most = None, sure - 1
    for wiring in WIRINGS:
        shapes = {wiring.segments(byte) & ~POINT for byte in seen}
        count = len({NUMBERS[shape] for shape in shapes if shape in NUMBERS})
        if count > most and all(shape in SHAPES for shape in shapes):
            best, most = wiring, count
    return best


def are_digits(shapes: Collection[int], sure: int = SURE) -> bool:
    """Whether these lit segments are letters, and at least `sure` of them different digits."""
    known = [shape & ~POINT for shape in shapes]
    return all(each in SHAPES for each in known) and len({NUMBERS[each] for each in known if each in NUMBERS}) >= sure


class DigitRow:
    """Several digits side by side. Which end is the left one shows when they count: the ones change most often."""

    def __init__(self) -> None:
        self._changes: dict[int, int] = {}
        self._before: dict[int, int] = {}

    def text(self, places: Sequence[int], shapes: Mapping[int, int]) -> str:
        """What stands there; `places` are the digits in the order of their wires, `shapes` their lit segments."""
        for place, shape in shapes.items():
            if self._before.get(place, shape) != shape:
                self._changes[place] = self._changes.get(place, 0) + 1
        self._before = dict(shapes)
        first, last = self._changes.get(places[0], 0), self._changes.get(places[-1], 0)
        is_backward = len(places) > 1 and first > 2 * last + 1
        return "".join(letter(shapes[place]) for place in (reversed(places) if is_backward else places)).rstrip()
