"""Character displays with an HD44780 on wires, with 4 or 8 of data (data sheet, figures 23 and 24: how it is begun)."""

from __future__ import annotations

from collections.abc import Sequence

from sim.libraries.stand_ins.wiringpi import pins

CLEAR, HOME, ENTRY, CONTROL, FUNCTION, PATTERN, PLACE = 0x01, 0x02, 0x04, 0x08, 0x20, 0x40, 0x80
TO_THE_RIGHT, EIGHT_WIRES, TWO_LINES = 0x02, 0x10, 0x08
DISPLAY, CURSOR, BLINK = 0x04, 0x02, 0x01
ROWS = (0x00, 0x40, 0x14, 0x54)
MOST = 8  # displays of one program (lcd.c)
STROBE_US, CLEARING_MS, BEGINNING_MS = 50, 5, 35


class _Display:
    def __init__(self, rows: int, cols: int, rs: int, strobe: int, data: Sequence[int]) -> None:
        self._rows, self._cols, self._rs, self._strobe, self._data = rows, cols, rs, strobe, data
        self._column = self._row = self._control = 0
        for pin in (rs, strobe, *data):
            pins.digitalWrite(pin, 0)
            pins.pinMode(pin, 1)
        pins.delay(BEGINNING_MS)
        for _ in range(3):
            self._put(FUNCTION | EIGHT_WIRES if len(data) == 8 else (FUNCTION | EIGHT_WIRES) >> 4)
            pins.delay(CLEARING_MS)
        if len(data) == 4:
            self._put(FUNCTION >> 4)
        wires = EIGHT_WIRES if len(data) == 8 else 0
        self.command(FUNCTION | wires | (TWO_LINES if rows > 1 else 0))
        self.control(DISPLAY, True)
        self.command(ENTRY | TO_THE_RIGHT)
        self.clear()

    def _put(self, value: int) -> None:
        for bit, pin in enumerate(self._data):
            pins.digitalWrite(pin, value >> bit & 1)
        pins.digitalWrite(self._strobe, 1)
        pins.delayMicroseconds(STROBE_US)
        pins.digitalWrite(self._strobe, 0)
        pins.delayMicroseconds(STROBE_US)

    def _send(self, value: int, is_letter: bool) -> None:
        pins.digitalWrite(self._rs, int(is_letter))
        if len(self._data) == 4:
            self._put(value >> 4)
        self._put(value)

    def command(self, value: int) -> None:
        self._send(value, is_letter=False)
        pins.delay(CLEARING_MS if value in (CLEAR, HOME) else 2)

    def control(self, bit: int, is_on: bool) -> None:
        self._control = self._control | bit if is_on else self._control & ~bit
        self.command(CONTROL | self._control)

    def clear(self) -> None:
        self.command(CLEAR)
        self._column = self._row = 0

    def go_to(self, column: int, row: int) -> None:
        if 0 <= column < self._cols and 0 <= row < self._rows:
            self._column, self._row = column, row
            self.command(PLACE | ROWS[row] + column)

    def letter(self, code: int) -> None:
        self._send(code & 0xFF, is_letter=True)
        self._column += 1
        if self._column == self._cols:
            self.go_to(0, (self._row + 1) % self._rows)

    def pattern(self, index: int, lines: Sequence[int]) -> None:
        self.command(PATTERN | (index & 7) << 3)
        for line in lines[:8]:
            self._send(line, is_letter=True)


def _displays() -> list[_Display]:
    return pins.state().displays


def lcdInit(
    rows: int,
    cols: int,
    bits: int,
    rs: int,
    strb: int,
    d0: int,
    d1: int,
    d2: int,
    d3: int,
    d4: int = 0,
    d5: int = 0,
    d6: int = 0,
    d7: int = 0,
) -> int:
    """Begin a display; its number, or -1: of these rows, columns or wires there is none."""
    if bits not in (4, 8) or not 0 < rows <= 4 or not 0 < cols <= 40 or len(_displays()) == MOST:
        return -1
    _displays().append(_Display(rows, cols, rs, strb, (d0, d1, d2, d3, d4, d5, d6, d7)[:bits]))
    return len(_displays()) - 1


def lcdClear(fd: int) -> None:
    """Nothing on it, and the next letter at its beginning."""
    _displays()[fd].clear()


def lcdHome(fd: int) -> None:
    """The next letter at its beginning."""
    _displays()[fd].command(HOME)
    _displays()[fd].go_to(0, 0)


def lcdPosition(fd: int, x: int, y: int) -> None:
    """Go to a column and a row, from 0 on."""
    _displays()[fd].go_to(x, y)


def lcdPutchar(fd: int, data: int) -> None:
    """One letter, by its number."""
    _displays()[fd].letter(data)


def lcdPuts(fd: int, string: str) -> None:
    """A text; what the display has no letter for is a question mark."""
    for code in string.encode("latin-1", "replace"):
        _displays()[fd].letter(code)


lcdPrintf = lcdPuts


def lcdSendCommand(fd: int, command: int) -> None:
    """A byte for the controller itself."""
    _displays()[fd].command(command)


def lcdDisplay(fd: int, state: int) -> None:
    """Show what is on it, or nothing."""
    _displays()[fd].control(DISPLAY, bool(state))


def lcdCursor(fd: int, state: int) -> None:
    """Show a line under the next place, or none."""
    _displays()[fd].control(CURSOR, bool(state))


def lcdCursorBlink(fd: int, state: int) -> None:
    """Let the next place blink, or not."""
    _displays()[fd].control(BLINK, bool(state))


def lcdCharDef(fd: int, index: int, data: Sequence[int]) -> None:
    """One of eight letters of one's own, in eight lines."""
    _displays()[fd].pattern(index, data)
