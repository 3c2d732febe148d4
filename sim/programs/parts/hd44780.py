"""HD44780: the controller of displays of letters, in two lines of 16 or four of 20. Data sheet HD44780U (Hitachi).

Instructions: table 6. Here it is spoken to in nibbles.
"""

from __future__ import annotations

MEMORY = 0x80
LINE = 40  # letters in the memory of a line; after the first line comes the second
BLANK = 0x20
TWO_LINES = ((0x00, 0x40), 16)  # where each line begins in the memory, and its columns
FOUR_LINES = ((0x00, 0x40, 0x14, 0x54), 20)
ONLY_OF_FOUR = (0x14, 0x54)  # where programs for four lines begin the third and the fourth one
OWN_LETTERS = range(0x10)  # drawn by the program itself; the eight are there twice
OWN_LETTER = "\u25a0"
LETTER_ROWS, LETTER_COLUMNS = 8, 5
FULL_ROW = 0x1F
RISING = " \u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588"  # so many rows from below
GROWING = " \u258f\u258e\u258c\u258b\u2588"  # so many columns from the left
DRAWN: dict[tuple[int, ...], str] = {
    (0x00, 0x0A, 0x1F, 0x1F, 0x0E, 0x04, 0x00, 0x00): "\u2665",
    (0x00, 0x0A, 0x1F, 0x1F, 0x1F, 0x0E, 0x04, 0x00): "\u2665",
    (0x00, 0x0A, 0x0A, 0x00, 0x11, 0x0E, 0x00, 0x00): "\u263a",
    (0x00, 0x0A, 0x00, 0x00, 0x11, 0x0E, 0x00, 0x00): "\u263a",
    (0x00, 0x00, 0x0A, 0x00, 0x11, 0x0E, 0x00, 0x00): "\u263a",
    (0x10, 0x18, 0x1C, 0x1E, 0x1C, 0x18, 0x10, 0x00): "\u25ba",
    (0x04, 0x0E, 0x15, 0x04, 0x04, 0x04, 0x04, 0x00): "\u2191",
    (0x04, 0x04, 0x04, 0x04, 0x15, 0x0E, 0x04, 0x00): "\u2193",
}
DEGREE_ROWS = 4  # a small ring in the upper half
OTHERS = {0x5C: "\u00a5", 0x7E: "\u2192", 0x7F: "\u2190", 0xDF: "\u00b0", 0xFF: "\u2588"}  # ROM code A00, table 4
SEEN = range(0x20, 0x80)
UNKNOWN = "\u00bf"  # Japanese letters and signs


class Hd44780:
    """The controller and the letters in its memory. `lines` is what can be seen."""

    def __init__(self) -> None:
        self._eight_bits = True  # after power-up: each nibble is a whole instruction, its lower half zeros
        self._high: int | None = None
        self._memory = bytearray([BLANK] * MEMORY)
        self._drawn = bytearray(8 * LETTER_ROWS)
        self._at = 0
        self._draws_at: int | None = None  # what comes is the drawing of an own letter, no text
        self._step = 1
        self._moves = False  # the text moves, not the cursor
        self._shift = 0
        self._on = False
        self._glass: tuple[tuple[int, ...], int] = TWO_LINES  # where its lines begin, and how long they are

    @property
    def lines(self) -> tuple[str, ...]:
        """Two lines of 16 letters, or four of 20 for a program that uses them; blank while the display is off."""
        starts, columns = self._glass
        if not self._on:
            return ("",) * len(starts)
        return tuple(self._line(start, columns) for start in starts)

    def _line(self, start: int, columns: int) -> str:
        row, first = divmod(start, 0x40)
        codes = (self._memory[row * 0x40 + (self._shift + first + column) % LINE] for column in range(columns))
        return "".join(self._letter(code) for code in codes).rstrip()

    def _letter(self, code: int) -> str:
        if code in OWN_LETTERS:
            at = code % 8 * LETTER_ROWS
            return _as_letter(tuple(row & FULL_ROW for row in self._drawn[at : at + LETTER_ROWS]))
        return OTHERS.get(code) or (chr(code) if code in SEEN else UNKNOWN)

    def nibble(self, bits: int, is_text: bool) -> None:
        """Take four bits: one fall of the enable wire."""
        if self._eight_bits:
            self.byte(bits << 4, is_text)
        elif self._high is None:
            self._high = bits
        else:
            byte, self._high = self._high << 4 | bits, None
            self.byte(byte, is_text)

    def byte(self, byte: int, is_text: bool) -> None:
        """Take a whole instruction or letter: one fall of the enable wire with eight data wires."""
        if not is_text:
            self._obey(byte)
        elif self._draws_at is not None:
            self._drawn[self._draws_at] = byte
            self._draws_at = (self._draws_at + self._step) % len(self._drawn)
        else:
            self._memory[self._at] = byte
            self._go(self._step)
            if self._moves:
                self._shift = (self._shift + self._step) % LINE

    def _obey(self, byte: int) -> None:
        """Instructions are told by their highest bit."""
        if byte & 0x80:
            self._at, self._draws_at = byte & 0x7F, None
            if self._at in ONLY_OF_FOUR:
                self._glass = FOUR_LINES
        elif byte & 0x40:
            self._draws_at = byte & 0x3F
        elif byte & 0x20:
            self._eight_bits = bool(byte & 0x10)
            self._high = None
        elif byte & 0x10:
            self._move(bool(byte & 0x08), 1 if byte & 0x04 else -1)
        elif byte & 0x08:
            self._on = bool(byte & 0x04)
        elif byte & 0x04:
            self._step, self._moves = (1 if byte & 0x02 else -1), bool(byte & 0x01)
        elif byte:
            self._at, self._shift, self._draws_at = 0, 0, None
            if byte & 0x01:
                self._memory[:] = bytes([BLANK] * MEMORY)
                self._step = 1

    def _move(self, whole: bool, step: int) -> None:
        if whole:
            self._shift = (self._shift - step) % LINE
        else:
            self._go(step)

    def _go(self, step: int) -> None:
        line, column = divmod(self._at, 0x40)
        column += step
        if not 0 <= column < LINE:
            line, column = 1 - line, column % LINE
        self._at = line * 0x40 + column


def _as_letter(rows: tuple[int, ...]) -> str:
    """An own letter as one that terminals have: bars, a degree sign, a few others; else a block."""
    lit = [row for row in rows if row]
    full = rows.count(FULL_ROW)
    if len(lit) == full and not any(rows[: LETTER_ROWS - full]):
        return RISING[full]
    bars = {FULL_ROW & ~(FULL_ROW >> columns): columns for columns in range(LETTER_COLUMNS + 1)}
    if len(set(rows)) == 1 and rows[0] in bars:
        return GROWING[bars[rows[0]]]
    if not any(rows[DEGREE_ROWS:]) and len(lit) >= 3 and lit[0] == lit[-1] and lit[1] not in (lit[0], FULL_ROW):
        return "\u00b0"
    return DRAWN.get(rows, OWN_LETTER)
