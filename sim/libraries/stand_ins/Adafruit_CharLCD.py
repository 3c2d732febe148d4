"""Stand-in for `Adafruit_CharLCD`, which its authors have given up: kits with an LCD still use it.

Instructions: data sheet HD44780U (Hitachi, ADE-207-272), table 6. The wires of the I2C boards are those of
Adafruit's board 292, and of the plates with buttons and a light of three colors.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sim.libraries.stand_ins.smbus import BUS, SMBus
from sim.wires import switched_on

CLEAR, HOME, ENTRY, DISPLAY, SHIFT, FUNCTION, LETTER, PLACE = (1 << bit for bit in range(8))
LEFT_TO_RIGHT, AUTOSCROLL = 0x02, 0x01  # of the entry mode
ON, CURSOR, BLINK = 0x04, 0x02, 0x01  # of the display
MOVE, TO_RIGHT = 0x08, 0x04  # of the shift
TWO_LINES = 0x08
ROWS = (0x00, 0x40, 0x14, 0x54)
SLOW_S, FAST_S, PULSE_S = 3e-3, 40e-6, 1e-6
DIRECTION, LATCH = 0x00, 0x0A  # MCP23008, table 1-2
RS, ENABLE, DATA, LIGHT = 1, 2, (3, 4, 5, 6), 7
SELECT, RIGHT, DOWN, UP, LEFT = range(5)  # of the plate, on port A
PLATE_RS, PLATE_ENABLE, PLATE_DATA = 1 << 15, 1 << 13, (1 << 12, 1 << 11, 1 << 10, 1 << 9)
PLATE_LIGHTS = (1 << 6, 1 << 7, 1 << 8)  # red, green, blue; 0 is on
PLATE_DIRECTIONS, PLATE_PULLS, PLATE_PORTS, PLATE_LATCHES = 0x00, 0x0C, 0x12, 0x14  # MCP23017, table 3-3
BUTTONS = 0x1F


class _Lcd:
    """One display; a subclass sets its wires."""

    def __init__(self, cols: int, lines: int) -> None:
        self._cols, self._lines = cols, lines
        self._display, self._entry = ON, LEFT_TO_RIGHT
        for nibbles in (0x33, 0x32):
            self.write8(nibbles)
        self.write8(FUNCTION | TWO_LINES)
        self.write8(DISPLAY | self._display)
        self.write8(ENTRY | self._entry)
        self.clear()

    def _wires(self, data: int, is_text: bool) -> None:
        """Put the upper four bits of a byte on the wires, and let enable pulse."""
        raise NotImplementedError

    def write8(self, value: int, char_mode: bool = False) -> None:
        """Send an instruction, or a letter."""
        self._wires(value >> 4, char_mode)
        self._wires(value & 0x0F, char_mode)
        switched_on.board().clock.sleep(FAST_S)

    def home(self) -> None:
        """Go to the first letter of the first line."""
        self._slowly(HOME)

    def clear(self) -> None:
        """Wipe the display."""
        self._slowly(CLEAR)

    def _slowly(self, instruction: int) -> None:
        self.write8(instruction)
        switched_on.board().clock.sleep(SLOW_S)

    def set_cursor(self, col: int, row: int) -> None:
        """Go to a place; the last line counts when there are fewer."""
        self.write8(PLACE | col + ROWS[min(row, self._lines - 1)])

    def enable_display(self, enable: bool) -> None:
        """Show what is in its memory, or nothing."""
        self._show(ON, enable)

    def show_cursor(self, show: bool) -> None:
        """Show the cursor as a line, or not."""
        self._show(CURSOR, show)

    def blink(self, blink: bool) -> None:
        """Let the cursor blink, or not."""
        self._show(BLINK, blink)

    def _show(self, bit: int, is_set: bool) -> None:
        self._display = self._display | bit if is_set else self._display & ~bit
        self.write8(DISPLAY | self._display)

    def move_left(self) -> None:
        """Move all letters one place to the left."""
        self.write8(SHIFT | MOVE)

    def move_right(self) -> None:
        """Move all letters one place to the right."""
        self.write8(SHIFT | MOVE | TO_RIGHT)

    def set_left_to_right(self) -> None:
        """Let the next letter come on the right of the last one."""
        self._enter(LEFT_TO_RIGHT, True)

    def set_right_to_left(self) -> None:
        """Let the next letter come on the left of the last one."""
        self._enter(LEFT_TO_RIGHT, False)

    def autoscroll(self, autoscroll: bool) -> None:
        """Move what is there with each letter, or not."""
        self._enter(AUTOSCROLL, autoscroll)

    def _enter(self, bit: int, is_set: bool) -> None:
        self._entry = self._entry | bit if is_set else self._entry & ~bit
        self.write8(ENTRY | self._entry)

    def message(self, text: str) -> None:
        """Write a text; a line break goes to the beginning of the next line."""
        row = 0
        for letter in text:
            if letter == "\n":
                row += 1
                self.set_cursor(0 if self._entry & LEFT_TO_RIGHT else self._cols - 1, row)
            else:
                self.write8(ord(letter) & 0xFF, True)

    def create_char(self, location: int, pattern: Sequence[int]) -> None:
        """Draw one of the eight letters of the program's own: eight bytes of five dots."""
        self.write8(LETTER | (location & 7) << 3)
        for row in pattern:
            self.write8(row, True)

    def set_backlight(self, backlight: float) -> None:
        """Switch the light behind the letters."""


class Adafruit_CharLCD(_Lcd):
    """A display on six pins of the board, numbered as BCM does."""

    def __init__(
        self, rs: int, en: int, d4: int, d5: int, d6: int, d7: int, cols: int, lines: int, backlight: int | None = None,
        invert_polarity: bool = True, enable_pwm: bool = False, gpio: object = None, pwm: object = None,
        initial_backlight: float = 1.0,
    ) -> None:  # fmt: skip
        from sim.libraries.stand_ins.RPi import GPIO

        self._gpio: Any = GPIO
        if GPIO.getmode() is None:
            GPIO.setmode(GPIO.BCM)
        self._rs, self._en, self._data = rs, en, (d4, d5, d6, d7)
        self._light, self._is_inverted = backlight, invert_polarity
        GPIO.setup([rs, en, *self._data], GPIO.OUT, initial=GPIO.LOW)
        if backlight is not None:
            GPIO.setup(backlight, GPIO.OUT)
            self.set_backlight(initial_backlight)
        super().__init__(cols, lines)

    def _wires(self, data: int, is_text: bool) -> None:
        self._gpio.output(self._rs, is_text)
        for bit, pin in enumerate(self._data):
            self._gpio.output(pin, data >> bit & 1)
        self._gpio.output(self._en, 1)
        switched_on.board().clock.sleep(PULSE_S)
        self._gpio.output(self._en, 0)

    def set_backlight(self, backlight: float) -> None:
        """Switch the light behind the letters; most displays have it on at low."""
        if self._light is not None:
            self._gpio.output(self._light, bool(backlight) is not self._is_inverted)


class Adafruit_CharLCDBackpack(_Lcd):
    """A display behind an MCP23008; its light is on at 0, as the boards of kits have it."""

    def __init__(self, address: int = 0x20, busnum: int = BUS, cols: int = 16, lines: int = 2, **_: object) -> None:
        self._bus, self._address = SMBus(busnum), address
        self._latch = 1 << LIGHT
        self._bus.write_byte_data(address, DIRECTION, 0)
        super().__init__(cols, lines)

    def _wires(self, data: int, is_text: bool) -> None:
        wires = self._latch & 1 << LIGHT | is_text << RS
        wires |= sum(1 << pin for bit, pin in enumerate(DATA) if data >> bit & 1)
        for level in (wires | 1 << ENABLE, wires):
            self._bus.write_byte_data(self._address, LATCH, level)

    def set_backlight(self, backlight: float) -> None:
        """Switch the light behind the letters: 0 is on."""
        self._latch = 0 if backlight else 1 << LIGHT
        self._bus.write_byte_data(self._address, LATCH, self._latch)


class Adafruit_CharLCDPlate(_Lcd):
    """A display behind an MCP23017, with five buttons and a light of three colors."""

    def __init__(self, address: int = 0x20, busnum: int = BUS, cols: int = 16, lines: int = 2) -> None:
        self._bus, self._address = SMBus(busnum), address
        self._latch = 0
        self._send(PLATE_DIRECTIONS, BUTTONS)
        self._send(PLATE_PULLS, BUTTONS)
        self._send(PLATE_LATCHES, self._latch)
        super().__init__(cols, lines)

    def _send(self, register: int, word: int) -> None:
        self._bus.write_i2c_block_data(self._address, register, [word & 0xFF, word >> 8])

    def _wires(self, data: int, is_text: bool) -> None:
        wires = self._latch | PLATE_RS * is_text | sum(pin for bit, pin in enumerate(PLATE_DATA) if data >> bit & 1)
        for levels in (wires, wires | PLATE_ENABLE, wires):
            self._send(PLATE_LATCHES, levels)

    def set_color(self, red: float, green: float, blue: float) -> None:
        """Light these colors, or not."""
        self._latch = sum(pin for pin, share in zip(PLATE_LIGHTS, (red, green, blue), strict=True) if not share)
        self._send(PLATE_LATCHES, self._latch)

    def set_backlight(self, backlight: float) -> None:
        """Light all colors, or none."""
        self.set_color(backlight, backlight, backlight)

    def is_pressed(self, button: int) -> bool:
        """Whether somebody presses SELECT, RIGHT, DOWN, UP or LEFT. Raises ValueError."""
        if button not in range(5):
            raise ValueError("Unknown button, must be SELECT, RIGHT, DOWN, UP, or LEFT.")
        return not self._bus.read_byte_data(self._address, PLATE_PORTS) >> button & 1
