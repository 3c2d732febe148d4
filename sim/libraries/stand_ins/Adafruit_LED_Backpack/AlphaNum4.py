"""Four letters of fourteen segments.

A bit a segment: on top, then clockwise to the upper left, the middle to the left and to the right, the six inside from
the upper left to the lower right, the point.
"""

from __future__ import annotations

from sim.libraries.stand_ins.Adafruit_LED_Backpack import HT16K33

SEGMENTS = {
    "0": 0x0C3F, "1": 0x0006, "2": 0x00DB, "3": 0x008F, "4": 0x00E6, "5": 0x2069, "6": 0x00FD, "7": 0x0007,
    "8": 0x00FF, "9": 0x00EF, "A": 0x00F7, "B": 0x128F, "C": 0x0039, "D": 0x120F, "E": 0x0079, "F": 0x0071,
    "G": 0x00BD, "H": 0x00F6, "I": 0x1209, "J": 0x001E, "K": 0x2470, "L": 0x0038, "M": 0x0536, "N": 0x2136,
    "O": 0x003F, "P": 0x00F3, "Q": 0x203F, "R": 0x20F3, "S": 0x00ED, "T": 0x1201, "U": 0x003E, "V": 0x0C30,
    "W": 0x2836, "X": 0x2D00, "Y": 0x1500, "Z": 0x0C09, "a": 0x1058, "b": 0x2078, "c": 0x00D8, "d": 0x088E,
    "e": 0x0858, "g": 0x008E, "h": 0x1074, "i": 0x1000, "j": 0x000E, "k": 0x3600, "l": 0x0030, "m": 0x10D4,
    "n": 0x1054, "o": 0x00DC, "p": 0x0170, "q": 0x0486, "r": 0x0050, "s": 0x2088, "t": 0x0078, "u": 0x001C,
    "v": 0x0810, "w": 0x2814, "x": 0x28C0, "y": 0x200C, "z": 0x0848, "-": 0x00C0, "+": 0x12C0, "_": 0x0008,
    "=": 0x00C8, "*": 0x3FC0, "/": 0x0C00, "'": 0x0200, "%": 0x0C24, "(": 0x2400, ")": 0x0900, "\\": 0x2100,
}  # fmt: skip
POINT = 0x40  # of the second byte of a letter
DIGITS = 4


class AlphaNum4(HT16K33.HT16K33):
    """Letters 0 to 3 from the left."""

    def set_digit_raw(self, pos: int, bitmask: int) -> None:
        """Light these segments of a letter."""
        if 0 <= pos < DIGITS:
            self.buffer[2 * pos : 2 * pos + 2] = (bitmask & 0xFFFF).to_bytes(2, "little")

    def set_decimal(self, pos: int, decimal: bool) -> None:
        """Light the point behind a letter, or not."""
        if 0 <= pos < DIGITS:
            high = self.buffer[2 * pos + 1]
            self.buffer[2 * pos + 1] = high | POINT if decimal else high & ~POINT

    def set_digit(self, pos: int, digit: int | str, decimal: bool = False) -> None:
        """Show one letter; what is not known is dark."""
        self.set_digit_raw(pos, SEGMENTS.get(str(digit), 0))
        if decimal:
            self.set_decimal(pos, True)

    def print_str(self, value: str, justify_right: bool = True) -> None:
        """Show up to four letters."""
        first = DIGITS - len(value) if justify_right else 0
        for place, letter in enumerate(value, first):
            self.set_digit(place, letter)

    def print_number_str(self, value: str, justify_right: bool = True) -> None:
        """Show up to four digits and their points; minus signs when there are more."""
        length = len(value.replace(".", ""))
        if length > DIGITS:
            self.print_str("-" * DIGITS)
            return
        place = DIGITS - length if justify_right else 0
        for letter in value:
            if letter == ".":
                self.set_decimal(place - 1, True)
            else:
                self.set_digit(place, letter)
                place += 1

    def print_float(self, value: float, decimal_digits: int = 2, justify_right: bool = True) -> None:
        """Show a number with so many places behind the point."""
        self.print_number_str(f"{value:.{decimal_digits}f}", justify_right)

    def print_hex(self, value: int, justify_right: bool = True) -> None:
        """Show a number from 0 to 0xFFFF in hexadecimal; others are not shown."""
        if 0 <= value <= 0xFFFF:
            self.print_str(f"{value:X}", justify_right)
