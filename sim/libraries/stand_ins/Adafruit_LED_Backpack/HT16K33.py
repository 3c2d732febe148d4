"""The chip of the backpacks. Commands: data sheet HT16K33 (Holtek, rev. 1.10), table of commands."""

from __future__ import annotations

from sim.libraries.stand_ins.smbus import BUS, SMBus

DEFAULT_ADDRESS = 0x70
OSCILLATOR_ON, DISPLAY_ON, DIM = 0x21, 0x81, 0xE0
HT16K33_BLINK_OFF, HT16K33_BLINK_2HZ, HT16K33_BLINK_1HZ, HT16K33_BLINK_HALFHZ = 0x00, 0x02, 0x04, 0x06
BRIGHTEST = 15
BYTES = 16


class HT16K33:
    """Sixteen bytes of LEDs; nothing is seen of a change before `write_display()`."""

    def __init__(self, address: int = DEFAULT_ADDRESS, i2c: object = None, busnum: int = BUS, **_: object) -> None:
        self._bus, self._address = SMBus(busnum), address
        self.buffer = bytearray(BYTES)

    def begin(self) -> None:
        """Switch it on, bright and steady."""
        self._bus.write_byte(self._address, OSCILLATOR_ON)
        self.set_blink(HT16K33_BLINK_OFF)
        self.set_brightness(BRIGHTEST)

    def set_blink(self, frequency: int) -> None:
        """Let all LEDs blink."""
        self._bus.write_byte(self._address, DISPLAY_ON | frequency)

    def set_brightness(self, brightness: int) -> None:
        """0 to 15. Raises ValueError."""
        if not 0 <= brightness <= BRIGHTEST:
            raise ValueError("Brightness must be a value of 0 to 15.")
        self._bus.write_byte(self._address, DIM | brightness)

    def set_led(self, led: int, value: bool) -> None:
        """Light one LED, 0 to 127, or not. Raises ValueError."""
        place, bit = divmod(led, 8)
        if not 0 <= place < BYTES:
            raise ValueError("LED must be value of 0 to 127.")
        self.buffer[place] = self.buffer[place] | 1 << bit if value else self.buffer[place] & ~(1 << bit)

    def write_display(self) -> None:
        """Show the buffer."""
        for place, value in enumerate(self.buffer):
            self._bus.write_byte_data(self._address, place, value)

    def clear(self) -> None:
        """Make the buffer dark."""
        self.buffer[:] = bytes(BYTES)
