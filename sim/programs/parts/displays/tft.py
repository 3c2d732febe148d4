"""TFT displays in color on SPI: ST7735, ST7789, ILI9341 and others that know the same commands.

Data sheet ST7735S (Sitronix, v1.4), chapter 10; the commands up to 0x3F are those of MIPI DCS. The picture is as the
program means it, upright and in its colors: how the panel is mounted, and so `MADCTL` and the inversion, is not known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

from devices import Message
from sim.programs.parts.display import PixelChip
from sim.programs.parts.displays.dc_wire import DcChip
from sim.programs.parts.kind import SPI, PartKind, Talk
from sim.programs.parts.picture import Picture

RESET, SLEEP, AWAKE, OFF, ON, COLUMNS, ROWS, WRITE, GO_ON, FORMAT = (
    *(0x01, 0x10, 0x11, 0x28, 0x29),
    *(0x2A, 0x2B, 0x2C, 0x3C, 0x3A),
)
SIXTEEN_BITS, EIGHTEEN_BITS = 0x05, 0x06  # lower three bits of the pixel format: 5-6-5, or three bytes a pixel
LARGEST = 480  # chosen: the longer side of the largest one in kits
SPARSE = 31  # chosen: so many pixels are enough to tell the ground of a picture that may pass
EMPTY = Picture((bytes(8),) * 8)
NAMES = (
    *("st7735", "st7735r", "st7735s", "st7789", "st7789v", "ili9341", "ili9486", "ili9488", "hx8357", "gc9a01"),
    *("ili9163", "s6d02a1"),
)
PALETTE = tuple(
    ((color >> 5) * 255 // 7, (color >> 2 & 7) * 255 // 7, (color & 3) * 255 // 3) for color in range(256)
)  # three bits of red, three of green, two of blue
HIGH = bytes(byte & 0xE0 | (byte & 0x07) << 2 for byte in range(256))  # the first byte of a pixel of 16 bits
LOW = bytes(byte >> 3 & 0x03 for byte in range(256))
RED_BYTE = bytes(byte & 0xE0 for byte in range(256))
GREEN_BYTE = bytes(byte >> 3 & 0x1C for byte in range(256))
BLUE_BYTE = bytes(byte >> 6 for byte in range(256))

FEW_BITS = Message("script.tft.format", "{where}: the display takes pixels of 16 or 18 bits here, no others.")


class TftChip(DcChip, PixelChip):
    """One display. How large it is, its program shows."""

    seen_s = 0.05  # 4096 bytes at once on SPI take 33 ms

    def plug(self) -> None:
        self._reset()
        super().plug()
        self.on_spi()

    def _reset(self) -> None:
        self._rows = [bytearray(LARGEST) for _ in range(LARGEST)]
        self._bits = EIGHTEEN_BITS
        self._on = self._awake = False
        self._command = 0
        self._parameters = bytearray()
        self._x = (0, LARGEST - 1)
        self._y = (0, LARGEST - 1)
        self._at = (0, 0)
        self._rest = b""
        self._area: tuple[int, int, int, int] | None = None  # that was ever written: left, top, right, bottom

    @property
    def lit(self) -> bool:
        """Whether it shows its memory."""
        return self._powered and self._on and self._awake

    @property
    def state(self) -> Hashable:
        return (self.lit, self._area, b"".join(self._rows))

    def power_changed(self) -> None:
        self._reset()

    def transfer(self, data: Sequence[int]) -> list[int]:
        """Take commands, or what belongs to the last one; nothing is answered."""
        is_command = self.is_command()
        self.redraws()
        if self._powered and is_command:
            for byte in data:
                self._begin(byte)
        elif self._powered and self._command in (WRITE, GO_ON):
            self._draw(bytes(data))
        elif self._powered:
            self._parameters += bytes(data)
            self._obey()
        self.drawn()
        return [0] * len(data)

    def _begin(self, command: int) -> None:
        self._command, self._parameters = command, bytearray()
        if command == RESET:
            self._reset()
        elif command in (SLEEP, AWAKE, OFF, ON):
            if self.lit and command in (SLEEP, OFF):
                self.goes_dark()
            self._awake = command == AWAKE if command in (SLEEP, AWAKE) else self._awake
            self._on = command == ON if command in (OFF, ON) else self._on
        elif command == WRITE:
            self._at, self._rest = (self._x[0], self._y[0]), b""

    def _obey(self) -> None:
        given = self._parameters
        if self._command == FORMAT and given:
            self._bits = given[0] & 0x07
            if self._bits not in (SIXTEEN_BITS, EIGHTEEN_BITS):
                self.remark(FEW_BITS(where=self.shown["where"]))
        elif self._command in (COLUMNS, ROWS) and len(given) == 4:
            first, last = (min(int.from_bytes(given[at : at + 2], "big"), LARGEST - 1) for at in (0, 2))
            span = (first, max(first, last))
            if self._command == COLUMNS:
                self._x = span
            else:
                self._y = span

    def _draw(self, data: bytes) -> None:
        data = self._rest + data
        size = 2 if self._bits == SIXTEEN_BITS else 3
        whole = len(data) // size * size
        self._rest = data[whole:]
        colors = _colors(data[:whole], size)
        (left, right), (top, bottom), (x, y) = self._x, self._y, self._at
        self._widen(left, top, right, bottom)
        at = 0
        while at < len(colors):
            piece = colors[at : at + right - x + 1]
            self._rows[y][x : x + len(piece)] = piece
            at += len(piece)
            x += len(piece)
            if x > right:
                x, y = left, y + 1 if y < bottom else top
        self._at = (x, y)

    def _widen(self, left: int, top: int, right: int, bottom: int) -> None:
        if self._area is None:
            self._area = (left, top, right, bottom)
        else:
            old = self._area
            self._area = (min(left, old[0]), min(top, old[1]), max(right, old[2]), max(bottom, old[3]))

    @property
    def is_dark(self) -> bool:
        return not self.lit or not any(row.rstrip(b"\0") for row in self._rows)

    def snapshot(self) -> Picture:
        return self._drawn(SPARSE)

    def pixels(self) -> Picture:
        return self._drawn(1)

    def _drawn(self, step: int) -> Picture:
        """What it shows; its ground is the most frequent color of every so many pixels."""
        if self._area is None:
            return EMPTY
        left, top, right, bottom = self._area
        if not self.lit:
            return Picture((bytes(right - left + 1),) * (bottom - top + 1))
        rows = tuple(bytes(row[left : right + 1]) for row in self._rows[top : bottom + 1])
        colors = Counter(b"".join(rows)[::step])  # a single one all over is no ground: the display is filled with it
        return Picture(rows, PALETTE, colors.most_common(1)[0][0] if len(colors) > 1 else 0)


def _colors(data: bytes, size: int) -> bytes:
    """One byte a pixel, as in the palette."""
    tables = (HIGH, LOW) if size == 2 else (RED_BYTE, GREEN_BYTE, BLUE_BYTE)
    joined = 0
    for offset, table in enumerate(tables):
        joined |= int.from_bytes(data[offset::size].translate(table), "big")
    return joined.to_bytes(len(data) // size, "big")


def _fits(talk: Talk) -> float:
    """Its commands are those of many chips; its name is not."""
    return 0.9 if talk.says(*NAMES) else 0.0


KINDS = (
    PartKind(
        "tft", TftChip, Message("script.kind.tft", "TFT display in color"), SPI, (),
        libraries=("adafruit_rgb_display",), fits=_fits,
    ),
)  # fmt: skip
