"""The camera port: a test picture in the place of what a camera would see."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

# Bars as on a television test picture: white, yellow, cyan, green, magenta, red, blue, black.
BARS = (
    *((235, 235, 235), (235, 235, 16), (16, 235, 235), (16, 235, 16)),
    *((235, 16, 235), (235, 16, 16), (16, 16, 235), (16, 16, 16)),
)
PNG = b"\x89PNG\r\n\x1a\n"  # ISO/IEC 15948


class CameraPort:
    """`on_taken` hears of each picture or film; `count` says how many there were."""

    def __init__(self) -> None:
        self.on_taken: Callable[[str], None] | None = None
        self.count = 0

    def take(self, name: str) -> None:
        """A picture or film is taken, for this file."""
        self.count += 1
        if self.on_taken is not None:
            self.on_taken(name)


def row(width: int) -> bytes:
    """One row of the test picture, three bytes a pixel."""
    return b"".join(bytes(BARS[x * len(BARS) // width]) for x in range(width))


def png(width: int, height: int) -> bytes:
    """The test picture as a PNG file."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress((b"\0" + row(width)) * height, 9)
    return PNG + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in ((b"IHDR", head), (b"IDAT", pixels), (b"IEND", b""))
    )
