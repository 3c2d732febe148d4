"""SSD1306: OLED display of 128 by 64 or 128 by 32 pixels, I2C. Data sheet SSD1306 (Solomon Systech, rev 1.1).

Without its charge pump nothing lights up, as on every module that runs on 3.3 V.
"""

from __future__ import annotations

from devices import Message
from sim.programs.parts.displays.oled import PARAMETERS, OledChip
from sim.programs.parts.displays.oled_clues import on_i2c
from sim.programs.parts.kind import I2C, PartKind, Talk

OLED = Message("script.kind.oled", "{name}, OLED display")
NO_PUMP = Message(
    "script.oled.no_pump", "{where}: the display stays dark. Its charge pump is off: send 0x8D and 0x14, too."
)
NO_SCROLL = Message("script.oled.no_scroll", "{where}: the display scrolls by itself. Here its picture stands still.")
MODE, COLUMN_RANGE, PAGE_RANGE, PUMP, SCROLL_AREA = 0x20, 0x21, 0x22, 0x8D, 0xA3
HORIZONTAL, VERTICAL, BY_PAGE = 0, 1, 2
PUMP_ON = 0x04
SCROLLS = 0x2F
LAST_COLUMN, LAST_PAGE = 127, 7
SCROLL = {0x26: 6, 0x27: 6, 0x29: 5, 0x2A: 5, SCROLL_AREA: 2}  # data sheet, table 9-1
ADDRESSES = (0x3C, 0x3D)  # data sheet, section 8.1.5: SA0 low or high


class Ssd1306Chip(OledChip):
    """One display; how tall it is, its multiplex ratio says."""

    parameters = PARAMETERS | SCROLL | {MODE: 1, COLUMN_RANGE: 2, PAGE_RANGE: 2, PUMP: 1, 0xAD: 1, 0x23: 1, 0xD6: 1}

    def _reset(self) -> None:
        super()._reset()
        self._mode = BY_PAGE
        self._pumps = False
        self._from_column, self._to_column = 0, LAST_COLUMN
        self._from_page, self._to_page = 0, LAST_PAGE

    @property
    def lit(self) -> bool:
        return super().lit and self._pumps

    def told(self) -> None:
        if self._on and not self._pumps:
            self.remark(NO_PUMP(where=self.shown["where"]))
        super().told()

    def obey(self, command: int, values: list[int]) -> None:
        if command == MODE:
            self._mode = min(values[0] & 0x03, BY_PAGE)
        elif command == COLUMN_RANGE:
            self._from_column, self._to_column = (value & 0x7F for value in values)
            self._column = self._from_column
        elif command == PAGE_RANGE:
            self._from_page, self._to_page = (value & 0x07 for value in values)
            self._page = self._from_page
        elif command == PUMP:
            self._pumps = bool(values[0] & PUMP_ON)
        elif command == SCROLLS:
            self.remark(NO_SCROLL(where=self.shown["where"]))
        else:
            super().obey(command, values)
            self._column &= 0x7F

    def draw(self, data: bytes) -> None:
        """Put bytes at the pointer, which goes on as the addressing mode says (data sheet, section 10.1.3)."""
        if self._mode == VERTICAL:
            for byte in data:
                self.memory.put(self._page, self._column, bytes((byte,)))
                self._down()
            return
        at = 0
        while at < len(data):
            last = self._to_column if self._mode == HORIZONTAL else LAST_COLUMN
            last = last if last >= self._column else LAST_COLUMN
            piece = data[at : at + last - self._column + 1]
            self.memory.put(self._page, self._column, piece)
            at += len(piece)
            self._column += len(piece)
            if self._column > last:
                self._next_row()

    def _next_row(self) -> None:
        if self._mode == BY_PAGE:
            self._column = 0
            return
        self._column = self._from_column
        self._page = self._from_page if self._page == self._to_page else (self._page + 1) % 8

    def _down(self) -> None:
        if self._page != self._to_page:
            self._page = (self._page + 1) % 8
            return
        self._page = self._from_page
        self._column = self._from_column if self._column == self._to_column else (self._column + 1) & LAST_COLUMN


def _fits(talk: Talk) -> float:
    return on_i2c(talk)[0]


KINDS = (
    PartKind(
        "ssd1306", Ssd1306Chip, OLED(name="SSD1306"), I2C, (),
        addresses=ADDRESSES,
        libraries=("adafruit_ssd1306", "Adafruit_SSD1306", "adafruit_displayio_ssd1306"),
        fits=_fits,
    ),
)  # fmt: skip
