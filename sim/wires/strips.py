"""Strips of colored LEDs (WS2812) on a GPIO: which colors the program has sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence

Color = tuple[int, int, int]  # red, green, blue: 0 to 255

LED_S = 30e-6  # 24 bits of 1.25 us (WS2812B data sheet, "Data transfer time")
RESET_S = 300e-6  # the pause after which the LEDs take what came (newer WS2812B: 280 us)


class StripWires:
    """Which strip hangs on which GPIO. `on_shown` hears of each picture that is sent."""

    def __init__(self) -> None:
        self.on_shown: Callable[[int, Sequence[Color]], None] | None = None

    def show(self, gpio: int, colors: Sequence[Color]) -> None:
        """Send colors, the LED nearest to the board first."""
        if self.on_shown is not None:
            self.on_shown(gpio, colors)
