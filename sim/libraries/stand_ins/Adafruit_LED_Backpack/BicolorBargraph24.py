"""A bar of 24 LEDs in green and red, with both yellow. Its wires are those of Adafruit's backpack."""

from __future__ import annotations

from sim.libraries.stand_ins.Adafruit_LED_Backpack import HT16K33

OFF, GREEN, RED, YELLOW = range(4)
BARS, HALF, NEXT_TO = 24, 12, 4  # four of a half are next to each other in a byte, the other half is above them


class BicolorBargraph24(HT16K33.HT16K33):
    """Bars 0 to 23."""

    def set_bar(self, bar: int, value: int) -> None:
        """Give one bar a color."""
        if 0 <= bar < BARS:
            half, place = divmod(bar, HALF)
            column, bit = divmod(place, NEXT_TO)
            for second, color in enumerate((RED, GREEN)):
                self.set_led((2 * column + second) * 8 + bit + half * NEXT_TO, bool(value & color))
