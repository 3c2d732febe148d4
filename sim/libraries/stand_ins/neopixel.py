"""Stand-in for `neopixel`, the library for WS2812 LEDs: the colors that it shows reach the strip on that pin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sim.libraries.closing import Deinits
from sim.wires import switched_on
from sim.wires.strips import LED_S, RESET_S

RGB, GRB, RGBW, GRBW = "RGB", "GRB", "RGBW", "GRBW"
FULL = 255
Pixel = tuple[int, ...]


class NeoPixel(Deinits):
    """`n` LEDs on a pin. A color is (red, green, blue), with a white LED four numbers, or 0xrrggbb."""

    def __init__(
        self,
        pin: Any,
        n: int,
        *,
        bpp: int = 3,
        brightness: float = 1.0,
        auto_write: bool = True,
        pixel_order: str | tuple[int, ...] | None = None,
    ) -> None:
        self._gpio: int = pin if isinstance(pin, int) else pin.id
        self.bpp = len(pixel_order) if pixel_order else bpp
        self.n = n
        self.auto_write = auto_write
        self._pixels: list[Pixel] = [(0,) * self.bpp] * n
        self._brightness = min(max(brightness, 0.0), 1.0)
        if auto_write:
            self.show()

    @property
    def brightness(self) -> float:
        """How bright all of them are: 0.0 to 1.0."""
        return self._brightness

    @brightness.setter
    def brightness(self, value: float) -> None:
        self._brightness = min(max(value, 0.0), 1.0)
        if self.auto_write:
            self.show()

    def show(self) -> None:
        """Send all colors to the LEDs."""
        board = switched_on.board()
        colors = [tuple(int(part * self._brightness) for part in pixel) for pixel in self._pixels]
        board.clock.sleep(self.n * LED_S * self.bpp / 3 + RESET_S)
        board.strips.show(self._gpio, [_seen(color) for color in colors])

    write = show

    def fill(self, color: Any) -> None:
        """Give all of them one color."""
        self._pixels[:] = [self._pixel(color)] * self.n
        if self.auto_write:
            self.show()

    def deinit(self) -> None:
        """Dark, and over."""
        self._pixels[:] = [(0,) * self.bpp] * self.n
        self.show()

    def __len__(self) -> int:
        return self.n

    def __getitem__(self, place: Any) -> Any:
        return self._pixels[place]

    def __setitem__(self, place: Any, value: Any) -> None:
        if isinstance(place, slice):
            places = range(*place.indices(self.n))
            if len(value) != len(places):
                raise ValueError("Slice and input sequence size do not match.")
            for each, color in zip(places, value, strict=True):
                self._pixels[each] = self._pixel(color)
        else:
            self._pixels[place] = self._pixel(value)
        if self.auto_write:
            self.show()

    def __iter__(self) -> Iterator[Pixel]:
        return iter(list(self._pixels))

    def _pixel(self, color: int | Sequence[float]) -> Pixel:
        if isinstance(color, int):
            parts: Sequence[float] = (color >> 16 & FULL, color >> 8 & FULL, color & FULL)
        else:
            parts = color
        if len(parts) < 3 or len(parts) > self.bpp:
            raise ValueError(f"Expected tuple of length {self.bpp}, got {len(parts)}")
        if any(not 0 <= part <= FULL for part in parts):
            raise ValueError("a color is three numbers from 0 to 255")
        return (*(int(part) for part in parts), *((0,) * (self.bpp - len(parts))))


def _seen(color: Pixel) -> tuple[int, int, int]:
    """What the eye sees: a white LED beside the others makes all of them brighter."""
    red, green, blue, *white = color
    more = white[0] if white else 0
    return min(red + more, FULL), min(green + more, FULL), min(blue + more, FULL)
