"""Stand-in for `tm1637`, the library of four digits with a TM1637. Data sheet TM1637 (Titan Micro, V2.4)."""

from __future__ import annotations

from collections.abc import Sequence

from sim.libraries.modules import sleep
from sim.libraries.stand_ins.RPi import GPIO

DATA, ADDRESS, CONTROL, ON = 0x40, 0xC0, 0x80, 0x08  # table of commands
PAUSE_S = 10e-6
COLON = 0x80  # of the second digit
DIGITS = (0x3F, 0x06, 0x5B, 0x4F, 0x66, 0x6D, 0x7D, 0x07, 0x7F, 0x6F)
LETTERS = (
    *(0x77, 0x7C, 0x39, 0x5E, 0x79, 0x71, 0x3D, 0x76, 0x06, 0x1E, 0x76, 0x38, 0x55),
    *(0x54, 0x3F, 0x73, 0x67, 0x50, 0x6D, 0x78, 0x3E, 0x1C, 0x2A, 0x76, 0x6E, 0x5B),
)
SIGNS = {" ": 0x00, "-": 0x40, "*": 0x63}
LOWEST, HIGHEST = -999, 9999


class TM1637:
    """One display on two pins. `brightness` is 0 to 7."""

    def __init__(self, clk: int, dio: int, brightness: int = 7) -> None:
        self.clk, self.dio = clk, dio
        self._brightness = brightness
        if GPIO.getmode() is None:
            GPIO.setmode(GPIO.BCM)
        GPIO.setwarnings(False)
        GPIO.setup((clk, dio), GPIO.OUT, initial=GPIO.HIGH)
        self.brightness(brightness)

    def _send(self, *message: int) -> None:
        """Begin, some bytes with the lowest bit first, end."""
        self._set(self.dio, False)
        self._set(self.clk, False)
        for byte in message:
            for bit in range(8):
                self._set(self.dio, bool(byte >> bit & 1))
                self._set(self.clk, True)
                self._set(self.clk, False)
            GPIO.setup(self.dio, GPIO.IN)  # the chip answers
            self._set(self.clk, True)
            self._set(self.clk, False)
            GPIO.setup(self.dio, GPIO.OUT, initial=GPIO.LOW)
        self._set(self.clk, True)
        self._set(self.dio, True)

    @staticmethod
    def _set(pin: int, high: bool) -> None:
        GPIO.output(pin, high)
        sleep(PAUSE_S)

    def brightness(self, val: int | None = None) -> int:
        """Set how bright it is, 0 to 7, and return it. Raises ValueError for others."""
        if val is not None:
            if not 0 <= val <= 7:
                raise ValueError("Brightness out of range")
            self._brightness = val
            self._send(DATA)
            self._send(CONTROL | ON | val)
        return self._brightness

    def write(self, segments: Sequence[int], pos: int = 0) -> None:
        """Show these segments from a digit on. Raises ValueError for a digit that is not there."""
        if not 0 <= pos <= 5:
            raise ValueError("Position out of range")
        self._send(DATA)
        self._send(ADDRESS | pos, *segments)
        self._send(CONTROL | ON | self._brightness)

    def encode_digit(self, digit: int) -> int:
        """The segments of 0 to 15."""
        return self.encode_char(f"{digit & 0x0F:x}")

    def encode_char(self, char: str) -> int:
        """The segments of a letter. Raises ValueError for one that seven segments cannot show."""
        if char.isdecimal() and char.isascii():
            return DIGITS[int(char)]
        if char.isalpha() and char.isascii():
            return LETTERS[ord(char.lower()) - ord("a")]
        if char not in SIGNS:
            raise ValueError(f"Character out of range: {ord(char)} '{char}'")
        return SIGNS[char]

    def encode_string(self, string: str) -> list[int]:
        """The segments of a text."""
        return [self.encode_char(each) for each in string]

    def hex(self, val: int) -> None:
        """Show a number with letters."""
        self.write(self.encode_string(f"{val & 0xFFFF:04x}"))

    def number(self, num: int) -> None:
        """Show -999 to 9999, at the right."""
        self.write(self.encode_string(f"{min(max(int(num), LOWEST), HIGHEST):4d}"))

    def numbers(self, num1: int, num2: int, colon: bool = True) -> None:
        """Show two numbers, -9 to 99, as a clock does."""
        shown = self.encode_string("".join(f"{min(max(int(each), -9), 99):02d}" for each in (num1, num2)))
        shown[1] |= COLON if colon else 0
        self.write(shown)

    def temperature(self, num: int) -> None:
        """Show -9 to 99 degrees; beyond that LO or HI."""
        text = "lo" if num < -9 else "hi" if num > 99 else f"{int(num):2d}"
        self.write(self.encode_string(text + "*c"))

    def show(self, string: str, colon: bool = False) -> None:
        """Show up to four letters."""
        shown = self.encode_string(string[:4])
        if len(shown) > 1 and colon:
            shown[1] |= COLON
        self.write(shown)

    def scroll(self, string: str, delay: int = 250) -> None:
        """Let a text run through, with so many milliseconds a letter."""
        text = [0] * 4 + self.encode_string(string) + [0] * 4
        for start in range(len(text) - 3):
            self.write(text[start : start + 4])
            sleep(delay / 1000)
