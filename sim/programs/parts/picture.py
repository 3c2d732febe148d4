"""A picture made of pixels, as a display shows it: drawn with letters, as rows, and as a PNG file."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

BLACK, WHITE = (0, 0, 0), (255, 255, 255)
FEW_ROWS = 16  # chosen: up to so many rows each pixel gets a letter of its own
WIDEST = 128  # pixels that fit into a terminal as Braille; wider pictures are halved
DARK_DOT, LIT_DOT = "\u00b7", "\u25cf"
BRAILLE = 0x2800  # Unicode: a block of two by four dots, one bit a dot
BRAILLE_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))  # row by row, left and right
PNG = b"\x89PNG\r\n\x1a\n"  # ISO/IEC 15948
NOTHING, LIT = ".", "#"
NARROWEST = 16  # columns of the smallest display of several lines in use
SIDE_BY_SIDE = 2  # more lines stand one under the other
COLOR_LETTERS = "GRY"  # green, red, and both together, which the eye takes for yellow


@dataclass(frozen=True, slots=True)
class Picture:
    """Rows of pixels, one byte each: 0 is dark, and every other number a color of the palette."""

    rows: tuple[bytes, ...]
    palette: tuple[tuple[int, int, int], ...] = (BLACK, WHITE)
    ground: int = 0  # the color on which everything stands

    @property
    def width(self) -> int:
        """Pixels in a row."""
        return len(self.rows[0]) if self.rows else 0

    @property
    def is_dark(self) -> bool:
        """Whether no pixel is lit."""
        return not any(map(any, self.rows))

    def lines(self) -> tuple[str, ...]:
        """The picture for a terminal: a dot a pixel, and eight pixels in a letter of Braille for a large one."""
        return tuple(self._dots() if len(self.rows) <= FEW_ROWS else self._braille())

    def text_rows(self) -> list[str]:
        """One letter a pixel: `.` is dark, `#` is lit; with two colors G, R, and Y for both."""
        return [self._letters(row, NOTHING, LIT) for row in self.rows]

    def _letters(self, row: bytes, dark: str, lit: str) -> str:
        if len(self.palette) == len(COLOR_LETTERS) + 1:
            return "".join(COLOR_LETTERS[pixel - 1] if pixel else dark for pixel in row)
        return "".join(dark if pixel == self.ground else lit for pixel in row)

    def png(self) -> bytes:
        """As a PNG file with a palette."""
        head = struct.pack(">IIBBBBB", self.width, len(self.rows), 8, 3, 0, 0, 0)
        colors = b"".join(map(bytes, self.palette))
        lines = zlib.compress(b"".join(b"\0" + row for row in self.rows), 9)
        return PNG + b"".join(
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
            for kind, data in ((b"IHDR", head), (b"PLTE", colors), (b"IDAT", lines), (b"IEND", b""))
        )

    def _dots(self) -> Iterator[str]:
        for row in self.rows:
            yield " ".join(self._letters(row, DARK_DOT, LIT_DOT))

    def _braille(self) -> Iterator[str]:
        is_lit = bytes(color != self.ground for color in range(256))
        rows = [row.translate(is_lit) for row in self.rows]
        while len(rows[0]) > WIDEST:
            rows = _half(rows)
        for top in range(0, len(rows), len(BRAILLE_BITS)):
            cells = [0] * ((len(rows[0]) + 1) // 2)
            for row, bits in zip(rows[top:], BRAILLE_BITS, strict=False):
                for x, pixel in enumerate(row):
                    if pixel:
                        cells[x // 2] |= bits[x % 2]
            yield "".join(chr(BRAILLE + cell) for cell in cells)


def _half(rows: list[bytes]) -> list[bytes]:
    """Half as wide and high: a pixel is lit where one of four is."""
    rows = rows if len(rows) % 2 == 0 else [*rows, bytes(len(rows[0]))]
    high = [_either(above, below) for above, below in zip(rows[::2], rows[1::2], strict=True)]
    return [_either(row[::2], row[1::2].ljust(len(row[::2]), b"\0")) for row in high]


def _either(one: bytes, other: bytes) -> bytes:
    return (int.from_bytes(one, "big") | int.from_bytes(other, "big")).to_bytes(len(one), "big")


def framed(lines: Sequence[str]) -> str:
    """The lines of a display in a frame; one or two lines of text side by side."""
    columns = max(map(len, lines), default=0)
    if len(lines) <= SIDE_BY_SIDE:
        columns = max(columns, NARROWEST if len(lines) == SIDE_BY_SIDE else 0)
        return " ".join(f"[{line:{columns}}]" for line in lines)
    bar = "\u2500" * columns
    inside = (f"\u2502{line:{columns}}\u2502" for line in lines)
    return "\n".join(("", f"\u250c{bar}\u2510", *inside, f"\u2514{bar}\u2518"))
