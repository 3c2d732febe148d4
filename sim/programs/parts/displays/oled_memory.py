"""The picture memory of a small OLED display: pages of eight rows, one byte a column, the lowest bit on top.

A byte goes to the segment wire of its column at the moment when it comes in, so the segment remap counts for what
comes after it. Start line, offset and COM direction count at once.
"""

from __future__ import annotations

from sim.programs.parts.picture import Picture

PAGES, PAGE_ROWS = 8, 8
ROWS = PAGES * PAGE_ROWS
SEEN = 128  # columns of the glass
BITS = tuple(bytes(byte >> bit & 1 for byte in range(256)) for bit in range(PAGE_ROWS))
NOT = bytes((1, 0)) + bytes(254)


class OledMemory:
    """The memory and how it is looked at. `columns` that the chip has, of which 128 from `first` on are wired."""

    def __init__(self, columns: int, first: int) -> None:
        self.columns = columns
        self._first = first
        self.bytes = bytearray(columns * PAGES)
        self.start = self.offset = 0
        self.rows = ROWS
        self.remapped = self.upward = self.inverted = self.all_on = False

    def put(self, page: int, column: int, data: bytes) -> None:
        """Write side by side; all of it must fit into the page."""
        base = page * self.columns
        if self.remapped:
            self.bytes[base + column : base + column + len(data)] = data
        else:
            end = base + self.columns - column
            self.bytes[end - len(data) : end] = data[::-1]

    def seen(self, is_on: bool) -> Picture:
        """What stands on the glass; modules are built so that it is upright with both directions reversed."""
        if not is_on:
            return Picture((bytes(SEEN),) * self.rows)
        if self.all_on:
            return Picture((b"\1" * SEEN,) * self.rows)
        found = [self._row((self.start + self.offset + each) % ROWS) for each in range(self.rows)]
        if self.inverted:
            found = [row.translate(NOT) for row in found]
        return Picture(tuple(found if self.upward else found[::-1]))

    def _row(self, row: int) -> bytes:
        page, bit = divmod(row, PAGE_ROWS)
        base = page * self.columns + self._first
        return bytes(self.bytes[base : base + SEEN]).translate(BITS[bit])

    @property
    def state(self) -> tuple[object, ...]:
        """Differs when the picture does."""
        looked = (self.start, self.offset, self.rows, self.upward, self.inverted, self.all_on)
        return (bytes(self.bytes), *looked)
