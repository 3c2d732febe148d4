"""A matrix of 8x8 LEDs in green and red, with both yellow. Its wires are those of Adafruit's backpack."""

from __future__ import annotations

from typing import Any

from sim.libraries.stand_ins.Adafruit_LED_Backpack import HT16K33
from sim.libraries.stand_ins.Adafruit_LED_Backpack.Matrix8x8 import SIDE

OFF, GREEN, RED, YELLOW = range(4)
LOOKS = {(0xFF, 0, 0): RED, (0, 0xFF, 0): GREEN, (0xFF, 0xFF, 0): YELLOW}


class BicolorMatrix8x8(HT16K33.HT16K33):
    """x goes to the right, y goes down, both from 0 to 7. A line is a byte of green and a byte of red."""

    def set_pixel(self, x: int, y: int, value: int) -> None:
        """Give one LED a color."""
        if 0 <= x < SIDE and 0 <= y < SIDE:
            for place, color in enumerate((GREEN, RED)):
                self.set_led((2 * y + place) * SIDE + x, bool(value & color))

    def set_image(self, image: Any) -> None:
        """Show a picture of Pillow of eight by eight pixels; other colors are dark. Raises ValueError for a size."""
        if image.size != (SIDE, SIDE):
            raise ValueError("Image must be an 8x8 pixels in size.")
        pixels = image.convert("RGB").load()
        for x in range(SIDE):
            for y in range(SIDE):
                self.set_pixel(x, y, LOOKS.get(pixels[x, y], OFF))
