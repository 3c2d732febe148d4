"""E-paper on SPI with UC8176, UC8179 or their like, as on Waveshare's of 4.2, 5.83 and 7.5 inches.

Data sheet UC8179 (UltraChip, rev 0.4), command table; the UC8176 has the same commands with fewer bytes. BUSY is low
while it is busy. Other controllers are told apart by their first command, so a program must name its display.
"""

from __future__ import annotations

from collections.abc import Sequence

from devices import Message
from sim.programs.parts.kind import SPI, PartKind, Talk
from sim.programs.parts.picture import Picture
from sim.programs.parts.spi.epaper import COLORS, NOTHING, EpaperChip

PANEL, POWER_ON, FIRST, REFRESH, SECOND, INTERVAL, SIZE, SLEEP = 0x00, 0x04, 0x10, 0x12, 0x13, 0x50, 0x61, 0x07
TWO_COLORS = 0x10  # of the panel setting: the first memory is the last picture, the second one the new one
INVERTED, RED_INVERTED = 0x01, 0x02  # of DDX: 1 is white; 0 is red
POWER_S, REFRESH_S = 0.1, 4.0  # panels of 7.5 inches
STARTS = (PANEL, 0x01, POWER_ON, 0x06)
NAMES = tuple(
    f"epd{size}{color}" for size in ("4in2", "5in83", "7in5", "2in13", "2in9", "2in7") for color in ("b", "bc", "c")
)
ALONE = ("epd4in2", "epd5in83", "epd7in5")  # of the smaller ones without a color, most have the other controllers


class UcPaperChip(EpaperChip):
    """One display."""

    busy_level = False

    def _start(self) -> None:
        self._command = 0
        self._parameters = bytearray()
        self._panel, self._ddx = TWO_COLORS, INVERTED
        self._pixels = (0, 0)
        self._data: dict[int, bytearray] = {FIRST: bytearray(), SECOND: bytearray()}

    def transfer(self, data: Sequence[int]) -> list[int]:
        """Take commands, or what belongs to the last one; nothing is answered."""
        if self._powered and self.is_command():
            for byte in data:
                self._begin(byte)
        elif self._powered and self._command in self._data:
            self._data[self._command] += bytes(data)
        elif self._powered:
            self._parameters += bytes(data)
            self._obey()
        return [0] * len(data)

    def _begin(self, command: int) -> None:
        self._command, self._parameters = command, bytearray()
        if command in self._data:
            self._data[command].clear()
        elif command == POWER_ON:
            self._be_busy(POWER_S)
        elif command == REFRESH:
            self._shown = self._picture()
            self._be_busy(REFRESH_S)
            self.drawn()

    def _obey(self) -> None:
        given = bytes(self._parameters)
        if self._command == PANEL:
            self._panel = given[0]
        elif self._command == INTERVAL:  # with two bytes DDX is at the end of the first one, with one in its middle
            self._ddx = given[0] if len(given) > 1 else given[0] >> 4
        elif self._command == SIZE and len(given) >= 3:
            wide = len(given) - 2
            self._pixels = (int.from_bytes(given[:wide], "big"), int.from_bytes(given[wide:], "big"))

    def _picture(self) -> Picture:
        wide, tall = self._pixels
        size = (wide + 7) // 8 * tall
        if not size or max(map(len, self._data.values())) < size:
            return self._shown if size else NOTHING
        two = bool(self._panel & TWO_COLORS)
        ink = self._bits(SECOND if two else FIRST, wide, tall)
        red = [bytes(wide)] * tall if two else self._bits(SECOND, wide, tall)
        dark, colored_bit = int(not self._ddx & INVERTED), int(not self._ddx & RED_INVERTED)
        rows = tuple(
            bytes(
                2 if not two and color == colored_bit else int(bit == dark)
                for bit, color in zip(each, colored, strict=True)
            )
            for each, colored in zip(ink, red, strict=True)
        )
        return Picture(rows, COLORS)

    def _bits(self, memory: int, wide: int, tall: int) -> list[bytes]:
        across = (wide + 7) // 8
        data = bytes(self._data[memory]).ljust(across * tall, b"\x00" if memory == SECOND else b"\xff")
        lines = (data[at : at + across] for at in range(0, across * tall, across))
        return [bytes(map(int, f"{int.from_bytes(line, 'big'):0{8 * across}b}"[:wide])) for line in lines]


def _fits(talk: Talk) -> float:
    """A program that names one of these displays, and does not begin as the other family does."""
    first = talk.first_bytes[:1]
    is_named = talk.says(*NAMES, *ALONE, "uc8176", "uc8179")
    return 0.9 if is_named and first and first[0] in STARTS else 0.0


KINDS = (
    PartKind("epaper_uc", UcPaperChip, Message("script.kind.epaper_uc", "large e-paper display"), SPI, (), fits=_fits),
)
