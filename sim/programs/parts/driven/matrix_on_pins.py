"""A matrix of LEDs whose rows and columns are all pins of the Pi, such as a 1088AS: one line after the other is lit.

A lamp is lit between a row and a column of different levels. Which side goes through its wires in turn, and at which
level one of them is on, the wires show; which are the rows, their names.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from devices import Message
from sim.programs.parts.driven.claim import Claim, Seen
from sim.programs.parts.driven.lights.lights_chip import LightsChip, bright
from sim.programs.parts.driven.lights.selects import Selects
from sim.programs.parts.driven.stream import FREE, HIGH, Stream
from sim.programs.parts.kind import GPIO, PartKind
from sim.programs.parts.picture import Picture

ROWS = frozenset(("row", "rows", "rowpin", "rowpins"))
COLUMNS = frozenset(("col", "cols", "column", "columns", "colpin", "colpins", "columnpins"))
SIDE = range(5, 9)  # of matrices in shops: 5 by 7, 8 by 8
MAX_LOOK = 6000  # entries

MATRIX = Message("script.kind.matrix_on_pins", "LED matrix on pins (rows, columns)")


class MatrixOnPinsChip(LightsChip):
    """Its pins are the rows from the top, then the columns from the left."""

    def begin(self) -> None:
        self._rows = self.option("rows", 8)
        self._row_high = self.option("row_high", True)
        self._bits = {4 * gpio + HIGH: 1 << place for place, gpio in enumerate(self.pins)}
        self._levels = 0

    def follow(self, stream: Stream, now_s: float) -> None:
        for code, t_s in zip(stream.codes, stream.times, strict=True):
            if code & 3 == HIGH:
                self._levels |= self._bits[code]
            elif code & 3 != FREE:  # what was let go keeps its last picture
                self._levels &= ~self._bits[code & ~3 | HIGH]
            self.enter(self._levels, t_s)
        self.until(now_s)

    def seen(self, dwell: Mapping[Hashable, float]) -> tuple[str, ...]:
        columns = range(self._rows, len(self.pins))
        lit_s: dict[Hashable, float] = {}
        for levels, each_s in dwell.items():
            assert isinstance(levels, int)
            on = levels if self._row_high else ~levels
            for row in (each for each in range(self._rows) if on >> each & 1):
                for column in (each for each in columns if not on >> each & 1):
                    lit_s[row, column] = lit_s.get((row, column), 0.0) + each_s
        lit = bright(lit_s, sum(dwell.values()))
        return Picture(tuple(bytes((row, each) in lit for each in columns) for row in range(self._rows))).lines()


def recognize(seen: Seen) -> Claim | None:
    """Rows and columns by their names, all of them driven, one side in turn."""
    outputs = {gpio for gpio in seen.outputs if gpio not in seen.wavy}
    rows, columns = (tuple(seen.header.called(words)) for words in (ROWS, COLUMNS))
    if len(rows) not in SIDE or len(columns) not in SIDE or not outputs.issuperset({*rows, *columns}):
        return None
    stream = Stream(seen.stream.codes[:MAX_LOOK], seen.stream.times[:MAX_LOOK])
    for side in (rows, columns):
        selects = Selects.among(stream, side)
        if selects is not None and len(selects.pins) == len(side) and not {*rows} & {*columns}:
            row_high = selects.active_high is (side is rows)
            return Claim("matrix_on_pins", (*rows, *columns), {"rows": len(rows), "row_high": row_high})
    return None


KINDS = (PartKind("matrix_on_pins", MatrixOnPinsChip, MATRIX, GPIO, (), needs_partner=True),)
RECOGNIZERS = ((38, recognize),)
