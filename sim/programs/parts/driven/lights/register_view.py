"""What hangs on the outputs of shift registers, told from the bytes: lamps in a row, digits, or a matrix."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, ClassVar

from devices import Message
from sim.programs.parts.display import TURNED, is_blank
from sim.programs.parts.driven.lights.lights_chip import LightsChip, bright
from sim.programs.parts.driven.lights.selects import Selects
from sim.programs.parts.driven.lights.seven_segment import CLUES, SURE, DigitRow, Wiring, wiring_of
from sim.programs.parts.picture import Picture
from sim.programs.parts.quantities import number

BITS = 8
WHOLE_BYTE = 0xFF
MSB_FIRST = (7, 6, 5, 4, 3, 2, 1, 0)
MAX_OUTS = 2000
LINES = 4  # chosen: a byte with one bit that walks through so many places picks the line of a matrix
HALF = 0.5  # chosen: with rows that are high, whether 1 is bright depends on transistors: fewer lamps are lit than dark
FULL_LINES = 0.9  # chosen: nearly all pictures are a whole line or a whole column
INVERTED = 0.8  # chosen: with rows that are low, 1 is bright; where more than this is lit it is the other way round


class RegisterView:
    """Turns what `count` registers put out into lines. It learns from every new byte what hangs there.

    `by_columns`: the lines of a matrix stand upright, which the bytes do not tell. `as_lines`: its bits are counted as
    its lines are, because both registers are filled by the same function.

    Which end of a matrix is the top one, no byte tells. Where a 1 picks the line, lines and bits are counted as in the
    kits that have it so: the highest line is the lowest one, its highest bit is on the right. Otherwise the line that
    comes first is on top, and the highest bit on the left.
    """

    CLUES: ClassVar[tuple[str, ...]] = CLUES

    def __init__(
        self, count: int, selects: Selects | None, is_named: bool, by_columns: bool = False, as_lines: bool = False
    ) -> None:
        self._count = count
        self._by_columns = by_columns
        self._as_lines = as_lines
        self._selects = selects
        self._few = selects is not None and len(selects.pins) < BITS  # digits; a matrix has eight lines
        self._sure = 1 if is_named or self._few else SURE
        self._outs: dict[int, None] = {}  # in the order in which they came
        self._scan: int | None = None  # the register that picks the line
        self._scan_low = False
        self._high: int | None = None  # of a matrix that shows whole lines and columns, not in turn: the high side
        self._wiring: Wiring | None = None
        self._order: list[int] = []  # of the lines
        self._digits = DigitRow()

    def note(self, out: int) -> None:
        """The registers put this out."""
        if out not in self._outs and len(self._outs) < MAX_OUTS:
            self._outs[out] = None
            self._learn()

    @property
    def is_in_turn(self) -> bool:
        """Whether digits or lines are lit one after the other, and the eye puts them together."""
        return self._selects is not None or self._scan is not None

    @property
    def is_matrix(self) -> bool:
        """Whether both registers, or the one and eight wires, light a matrix."""
        has_lines = self._selects is not None and not self._few
        return self._wiring is None and (has_lines or self._scan is not None or self._high is not None)

    def _bytes(self, out: int) -> list[int]:
        """The bytes of all registers, the one that was sent first in front."""
        return list(out.to_bytes(self._count, "big"))

    def _learn(self) -> None:
        rows = [self._bytes(out) for out in self._outs]
        self._scan = None
        if self._selects is None and self._count == 2:
            self._find_scan(rows)
        self._high = None if self._scan is not None else _side_of_lines(rows)
        if self._high is not None:
            self._wiring = None
        elif self._scan is None:
            usual_low = self._selects.active_high if self._few and self._selects is not None else None
            self._wiring = wiring_of((byte for row in rows for byte in row), self._sure, usual_low)
            if self._few and self._wiring is None:
                self._wiring = Wiring(False, self._selects is not None and self._selects.active_high)
        if self._scan is None:
            return
        shown = [row[1 - self._scan] for row in rows if self._line(row[self._scan]) is not None]
        self._wiring = wiring_of(shown, self._sure)
        self._order = []
        for row in rows:
            line = self._line(row[self._scan])
            if line is not None and line not in self._order:
                self._order.append(line)

    def _find_scan(self, rows: Sequence[Sequence[int]]) -> None:
        for place in (0, 1):
            for low in (True, False):
                used = [row for row in rows if row[place] not in (0, WHOLE_BYTE)]
                lines = {_one_bit(row[place], low) for row in used}
                others = {row[1 - place] for row in used}
                is_dark = (
                    others == {0 if low else WHOLE_BYTE} and len(lines) == BITS
                )  # a running light is not like that
                others -= {0, WHOLE_BYTE}
                fewest = 2 if self._sure == 1 else LINES
                if None in lines or len(lines) < fewest:
                    continue
                if is_dark or (others and not _walks(others, low)):
                    self._scan, self._scan_low = place, low
                    return

    def _line(self, byte: int) -> int | None:
        return None if byte in (0, WHOLE_BYTE) else _one_bit(byte, self._scan_low)

    def lines(self, dwell: Mapping[Hashable, float], turns: int = 0) -> tuple[str, ...]:
        """What a person sees when these states, each outputs and digit wires, last so many seconds each.

        `turns` are quarter turns of a matrix, clockwise.
        """
        lit_s: dict[Hashable, float] = {}
        for state, each_s in dwell.items():
            for lamp in self._lamps(state):
                lit_s[lamp] = lit_s.get(lamp, 0.0) + each_s
        seen = bright(lit_s, sum(dwell.values()))
        places = self._places()
        if places is None:
            return Picture((bytes((0, bit) in seen for bit in range(BITS * self._count)),)).lines()
        found = {place: sum(1 << bit for bit in range(BITS) if (place, bit) in seen) for place in places}
        if self._wiring is not None:
            return (self._digits.text(places, found),)
        bits = MSB_FIRST[::-1] if self._as_lines and places[0] < places[-1] else MSB_FIRST
        if self._by_columns:  # the first one stands on the left, and its first bit on top
            rows = [bytes(found[place] >> bit & 1 for place in places) for bit in bits]
        elif self._high is not None or (self._scan is not None and not self._scan_low and not self._as_lines):
            rows = [bytes(found[place] >> bit & 1 for bit in MSB_FIRST[::-1]) for place in sorted(places)]
        else:
            rows = [bytes(found[place] >> bit & 1 for bit in bits) for place in places]
        for _ in range(turns):
            rows = [bytes(row[x] for row in reversed(rows)) for x in range(len(rows[0]))]
        return Picture(tuple(rows)).lines()

    def _places(self) -> Sequence[int] | None:
        """The digits or lines from left to right, or from the top; None for lamps in a row."""
        if self._selects is not None:
            return range(len(self._selects.pins))
        if self._scan is not None:
            return self._order
        if self._high is not None:
            return range(BITS)
        return None if self._wiring is None else range(self._count)

    def _lamps(self, state: Any) -> Iterable[tuple[int, int]]:
        """The lamps that a state lights: the digit or line, and the bit in it."""
        out, levels = state
        row = self._bytes(out)
        if self._selects is not None:
            shown = self._shown(row[-1], self._selects.active_high)
            return [(place, bit) for place in self._selects.lit(levels) for bit in range(BITS) if shown >> bit & 1]
        if self._high is not None:
            shown = row[1 - self._high] ^ WHOLE_BYTE
            lines = [bit for bit in range(BITS) if row[self._high] >> bit & 1]
            return [(line, bit) for line in lines for bit in range(BITS) if shown >> bit & 1]
        if self._scan is not None:
            line = self._line(row[self._scan])
            shown = self._shown(row[1 - self._scan], not self._scan_low)
            return [] if line is None else [(line, bit) for bit in range(BITS) if shown >> bit & 1]
        if self._wiring is not None:
            return [
                (place, bit)
                for place, byte in enumerate(row)
                for bit in range(BITS)
                if self._wiring.segments(byte) >> bit & 1
            ]
        return [(0, bit) for bit in range(BITS * self._count) if out >> bit & 1]

    def _shown(self, byte: int, line_high: bool) -> int:
        """The lit bits of one digit or line: a lamp lights between its line and a wire of the other level."""
        if self._wiring is not None:
            return self._wiring.segments(byte)
        return byte ^ WHOLE_BYTE if line_high is not self._is_inverted(line_high) else byte

    def _is_inverted(self, line_high: bool) -> bool:
        """Whether transistors turn one side round: nearly all lamps would be lit otherwise."""
        if self._scan is None:
            return False
        shown = [row[1 - self._scan] for row in map(self._bytes, self._outs) if self._line(row[self._scan]) is not None]
        ones = sum(byte.bit_count() for byte in shown) / (BITS * max(len(shown), 1))
        return 1.0 - ones > HALF if line_high else ones > INVERTED


def _side_of_lines(rows: Sequence[Sequence[int]]) -> int | None:
    """Which byte is the high side of a matrix where whole lines and whole columns are lit; None if it is not so."""
    if rows and len(rows[0]) == 2:
        for high in (0, 1):
            pairs = [(row[high], row[1 - high]) for row in rows]
            across = sum(low == 0 and _one_bit(line, False) is not None for line, low in pairs)
            upright = sum(line == WHOLE_BYTE and _one_bit(low, True) is not None for line, low in pairs)
            if across > 1 and upright > 1 and across + upright >= FULL_LINES * len(pairs):
                return high
    return None


def _one_bit(byte: int, low: bool) -> int | None:
    """The place of the only bit that is 1, or 0 when `low`; None when there are more."""
    byte = byte ^ WHOLE_BYTE if low else byte
    return byte.bit_length() - 1 if byte.bit_count() == 1 else None


def _walks(others: set[int], low: bool) -> bool:
    """Whether these bytes have a single bit, too, that walks through all places: then nothing is told apart."""
    return len(others) >= LINES and all(_one_bit(each, low) is not None for each in others)


QUANTITIES = (
    number(TURNED, 0.0, Message("program.quantity.turned", "turned clockwise"), 0.0, 270.0, 90.0, "\u00b0", "180"),
)


class RegistersChip(LightsChip):
    """Registers with what hangs there; a matrix can be turned. A subclass makes the view in `begin`."""

    feels = (TURNED,)
    takes_bits = True
    _view: RegisterView

    def seen(self, dwell):  # type: ignore[no-untyped-def]
        return self._view.lines(dwell, self.turns)

    def told(self) -> None:
        super().told()
        self._guess()

    def end(self, now_s: float) -> None:
        self._guess()

    def _guess(self) -> None:
        if self._view.is_matrix and not is_blank(self._picture):
            self.guess_way_up()
