"""A matrix of 8x8 LEDs in one color. Its wires are those of Adafruit's backpack: each line begins one LED later."""

from __future__ import annotations

from typing import Any

from sim.libraries.stand_ins.Adafruit_LED_Backpack import HT16K33

SIDE = 8


class Matrix8x8(HT16K33.HT16K33):
    """x goes to the right, y goes down, both from 0 to 7."""

    def set_pixel(self, x: int, y: int, value: int) -> None:
        """Light one LED, or not."""
        if 0 <= x < SIDE and 0 <= y < SIDE:
            self.set_led(y * 2 * SIDE + (x + SIDE - 1) % SIDE, bool(value))

    def set_image(self, image: Any) -> None:
        """Show a picture of Pillow of eight by eight pixels. Raises ValueError for another size."""
        if image.size != (SIDE, SIDE):
            raise ValueError("Image must be an 8x8 pixels in size.")
        pixels = image.convert("1").load()
        for x in range(SIDE):
            for y in range(SIDE):
                self.set_pixel(x, y, 1 if pixels[x, y] else 0)
