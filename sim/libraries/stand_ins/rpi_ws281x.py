"""Stand-in for `rpi_ws281x`, the other library for WS2812 LEDs."""

from __future__ import annotations

from typing import Any

from sim.wires import switched_on
from sim.wires.strips import LED_S, RESET_S

WS2811_STRIP_RGB, WS2811_STRIP_RBG, WS2811_STRIP_GRB, WS2811_STRIP_GBR = 0x100800, 0x100008, 0x081000, 0x080010
WS2811_STRIP_BRG, WS2811_STRIP_BGR, SK6812_STRIP_GRBW, SK6812_STRIP_RGBW = 0x001008, 0x000810, 0x18081000, 0x18100800
WS2812_STRIP = SK6812_STRIP = WS2811_STRIP_GRB
FULL = 255
__version__ = "5.0.0"  # the library whose names these are


class _Names:
    """`ws` and `_rpi_ws281x`: the constants under the names of the C library."""

    def __getattr__(self, name: str) -> Any:
        return globals()[name]


ws = _Names()


class RGBW(int):
    """One color as a number: 0xwwrrggbb."""

    def __new__(cls, r: int, g: int | None = None, b: int | None = None, w: int | None = None) -> RGBW:
        if g is None or b is None:
            return int.__new__(cls, r)
        return int.__new__(cls, (w or 0) << 24 | r << 16 | g << 8 | b)

    @property
    def r(self) -> int:
        return self >> 16 & FULL

    @property
    def g(self) -> int:
        return self >> 8 & FULL

    @property
    def b(self) -> int:
        return self & FULL

    @property
    def w(self) -> int:
        return self >> 24 & FULL


def Color(red: int, green: int, blue: int, white: int = 0) -> RGBW:
    """A color from its parts, 0 to 255 each."""
    return RGBW(red, green, blue, white)


class PixelStrip:
    """`num` LEDs on a GPIO. Nothing is shown before begin(): RuntimeError."""

    def __init__(
        self,
        num: int,
        pin: int,
        freq_hz: int = 800_000,
        dma: int = 10,
        invert: bool = False,
        brightness: int = 255,
        channel: int = 0,
        strip_type: int | None = None,
        gamma: Any = None,
    ) -> None:
        self._colors = [0] * num
        self._gpio = pin
        self._brightness = brightness
        self._begun = False

    def begin(self) -> None:
        """Take the pin."""
        self._begun = True

    def show(self) -> None:
        """Send all colors to the LEDs."""
        if not self._begun:
            raise RuntimeError("ws2811_render failed: begin() was not called")
        board = switched_on.board()
        board.clock.sleep(len(self._colors) * LED_S + RESET_S)
        board.strips.show(self._gpio, [self._seen(RGBW(color)) for color in self._colors])

    def _seen(self, color: RGBW) -> tuple[int, int, int]:
        red, green, blue = (
            min(part + color.w, FULL) * self._brightness // FULL for part in (color.r, color.g, color.b)
        )
        return red, green, blue

    def setPixelColor(self, n: int | slice, color: Any) -> None:
        """Give one LED a color; it is shown by show()."""
        if isinstance(n, slice):
            for place in range(*n.indices(len(self._colors))):
                self._colors[place] = color
        elif -len(self._colors) <= n < len(self._colors):
            self._colors[n] = color

    __setitem__ = setPixelColor

    def setPixelColorRGB(self, n: int, red: int, green: int, blue: int, white: int = 0) -> None:
        """The same from its parts."""
        self.setPixelColor(n, Color(red, green, blue, white))

    def getPixelColor(self, n: int) -> int:
        return int(self._colors[n])

    def __getitem__(self, n: int) -> int:
        return int(self._colors[n])

    def getPixelColorRGB(self, n: int) -> RGBW:
        return RGBW(self._colors[n])

    def getPixels(self) -> list[int]:
        return self._colors

    def setBrightness(self, brightness: int) -> None:
        """How bright all of them are: 0 to 255."""
        self._brightness = brightness

    def getBrightness(self) -> int:
        return self._brightness

    def numPixels(self) -> int:
        return len(self._colors)

    def size(self) -> int:
        return len(self._colors)

    __len__ = numPixels


class Adafruit_NeoPixel(PixelStrip):
    """The older name."""
