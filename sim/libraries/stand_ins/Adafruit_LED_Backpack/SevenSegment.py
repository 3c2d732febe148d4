"""Four digits of seven segments, with a colon."""

from __future__ import annotations

from sim.libraries.stand_ins.Adafruit_LED_Backpack import HT16K33

SEGMENTS = {
    " ": 0x00, "-": 0x40, "0": 0x3F, "1": 0x06, "2": 0x5B, "3": 0x4F, "4": 0x66, "5": 0x6D, "6": 0x7D, "7": 0x07,
    "8": 0x7F, "9": 0x6F, "A": 0x77, "B": 0x7C, "C": 0x39, "D": 0x5E, "E": 0x79, "F": 0x71,
}  # fmt: skip
DOT, COLON = 0x80, 0x02
PLACES, COLON_PLACE = (0, 2, 6, 8), 4  # bytes of the buffer
DIGITS = len(PLACES)


class SevenSegment(HT16K33.HT16K33):
    """Digits 0 to 3 from the left. `invert` is for one that hangs upside down."""

    def __init__(self, invert: bool = False, **options: int) -> None:
        super().__init__(**options)
        self.invert = invert

    def set_invert(self, _invert: bool) -> None:
        """Whether it hangs upside down."""
        self.invert = _invert

    def set_digit_raw(self, pos: int, bitmask: int) -> None:
        """Light these segments of a digit."""
        if 0 <= pos < DIGITS:
            self.buffer[PLACES[DIGITS - 1 - pos if self.invert else pos]] = bitmask & 0xFF

    def set_decimal(self, pos: int, decimal: bool) -> None:
        """Light the point behind a digit, or not."""
        if 0 <= pos < DIGITS:
            place = PLACES[DIGITS - 1 - pos if self.invert else pos]
            self.buffer[place] = self.buffer[place] | DOT if decimal else self.buffer[place] & ~DOT

    def set_digit(self, pos: int, digit: int | str, decimal: bool = False) -> None:
        """Show 0 to 9, A to F, a minus or a blank."""
        segments = SEGMENTS.get(str(digit).upper(), 0)
        if self.invert:  # a turns to d, b to e, c to f
            segments = segments & 0x40 | segments << 3 & 0x38 | segments >> 3 & 0x07
        self.set_digit_raw(pos, segments)
        if decimal:
            self.set_decimal(pos, True)

    def set_colon(self, show_colon: bool) -> None:
        """Light the colon, or not."""
        self.buffer[COLON_PLACE] = COLON if show_colon else 0

    def print_number_str(self, value: str, justify_right: bool = True) -> None:
        """Show up to four letters and their points; minus signs when there are more."""
        length = len(value.translate({ord("."): None}))
        if length > DIGITS:
            self.print_number_str("----")
            return
        pos = DIGITS - length if justify_right else 0
        for letter in value:
            if letter == ".":
                self.set_decimal(pos - 1, True)
            else:
                self.set_digit(pos, letter)
                pos += 1

    def print_float(self, value: float, decimal_digits: int = 2, justify_right: bool = True) -> None:
        """Show a number with so many places behind the point."""
        self.print_number_str(f"{value:.{decimal_digits}f}", justify_right)

    def print_hex(self, value: int, justify_right: bool = True) -> None:
        """Show a number in hexadecimal. Raises nothing: what is too large is minus signs."""
        self.print_number_str(f"{value:X}", justify_right)
