"""Stand-in for `fusion_hat.modules`: parts that SunFounder's kits connect to the HAT and to the pins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

import gpiozero

from sim.libraries.stand_ins import Adafruit_DHT, rpi_lcd
from sim.libraries.stand_ins.fusion_hat.pin import Pin
from sim.libraries.stand_ins.robot_hat import modules
from sim.libraries.stand_ins.robot_hat.modules import ADXL345, RGB_LED, Grayscale_Module
from sim.libraries.stand_ins.robot_hat.music import Music
from sim.libraries.stand_ins.robot_hat.sonar import Sonar

__all__ = ["ADXL345", "RGB_LED", "Grayscale_Module"]
NEXT_LINE = 0x40


class Ultrasonic(Sonar):
    """An HC-SR04."""

    def __init__(self, trig: Pin, echo: Pin, timeout: float = 0.02) -> None:
        if not isinstance(trig, Pin) or not isinstance(echo, Pin):
            raise TypeError("trig and echo must be fusion_hat.Pin object")
        trig.close()
        echo.close()
        super().__init__(trig._pin_num, echo._pin_num, timeout)


class Buzzer(modules.Buzzer):
    """One that beeps by itself, at a pin, or one that plays tones and notes, at a channel."""

    OF_PINS = Pin

    def play(self, freq: float | str, duration: float | None = None) -> None:
        """Play a tone or a note, half of the seconds with sound and half without."""
        super().play(Music().note(freq) if isinstance(freq, str) else freq, duration)


class DHT11:
    """A DHT11."""

    def __init__(self, pin: int, pull_up: bool = False) -> None:
        self._pin = pin

    def read(self) -> tuple[float, float] | None:
        """Return humidity in percent and temperature in Celsius; None when nobody answered."""
        humidity, temperature = Adafruit_DHT.read(Adafruit_DHT.DHT11, self._pin)
        return None if humidity is None or temperature is None else (humidity, temperature)

    def read_data(self) -> tuple[float, float]:
        """Return the same; zeros when nobody answered."""
        return self.read() or (0.0, 0.0)


class Keypad:
    """Keys in rows and columns."""

    def __init__(self, rows_pins: Sequence[int], cols_pins: Sequence[int], keys: Sequence[str]) -> None:
        self.rows = [gpiozero.DigitalOutputDevice(pin) for pin in rows_pins]
        self.cols = [gpiozero.Button(pin, pull_up=False) for pin in cols_pins]
        self.keys = keys

    def read(self) -> list[str]:
        """Return the keys that are pressed."""
        found = []
        for row, wire in enumerate(self.rows):
            wire.on()
            pressed = [column for column, each in enumerate(self.cols) if each.is_pressed]
            found += [self.keys[row * len(self.cols) + column] for column in pressed]
            wire.off()
        return found


class LCD1602:
    """A display of two lines of 16 letters behind a PCF8574."""

    def __init__(self, address: int | None = None, backlight: bool = True, bus: int = 1) -> None:
        self._lcd = rpi_lcd.LCD(address or 0x27, bus, width=16, rows=2, backlight=bool(backlight))

    def write(self, x: int, y: int, text: str) -> None:
        """Write from a column (0 to 15) and a line (0, 1) on."""
        self._lcd.write(rpi_lcd.PLACE | NEXT_LINE * min(max(y, 0), 1) | min(max(x, 0), 15))
        self._letters(text)

    def message(self, text: str) -> None:
        """Write where it stands; a new line goes to the second one."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self._lcd.write(rpi_lcd.PLACE | NEXT_LINE)
            self._letters(line)

    def _letters(self, text: str) -> None:
        for letter in text:
            self._lcd.write(ord(letter) & 0xFF, rpi_lcd.TEXT)

    def clear(self) -> None:
        """Wipe the display."""
        self._lcd.clear()

    def open_back_light(self) -> None:
        """Switch the light on."""
        self._lcd.backlight(True)

    def close_back_light(self) -> None:
        """Switch the light off."""
        self._lcd.backlight(False)


class Rotary_Encoder:
    """A knob that turns on and on."""

    def __init__(self, clk: int, dt: int) -> None:
        self._knob = gpiozero.RotaryEncoder(clk, dt, max_steps=0)
        self.when_rotated: Callable[..., Any] | None = None
        self._knob.when_rotated = self._turned

    def _turned(self) -> None:
        if self.when_rotated is not None:
            self.when_rotated()

    def steps(self) -> int:
        """Return how far it was turned; clockwise counts up."""
        return int(self._knob.steps)

    def reset(self) -> None:
        """Begin with 0 again."""
        self._knob.steps = 0

    def close(self) -> None:
        """Let both pins go."""
        self._knob.close()


class LedMatrix:
    """Eight by eight lamps at a MAX7219, through luma."""

    def __init__(self, rotate: int = 0) -> None:
        serial = import_module("luma.core.interface.serial")
        wires = serial.spi(port=0, device=0, gpio=serial.noop())
        self.device = import_module("luma.led_matrix.device").max7219(wires, width=8, rotate=rotate)

    def display_pattern(self, pattern: Sequence[int]) -> None:
        """Show eight bytes, a column each."""
        with import_module("luma.core.render").canvas(self.device) as draw:
            for x, column in enumerate(pattern):
                draw.point([(x, y) for y in range(8) if column >> y & 1], fill="white")


class MPU6050:
    """An accelerometer and gyroscope, through `mpu6050` of the kits' libraries."""

    def __init__(self, address: int = 0x68, bus: int = 1) -> None:
        self._chip = import_module("mpu6050").mpu6050(address, bus)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._chip, name)

    def get_accel_data(self, g: bool = True) -> tuple[float, float, float]:
        """Return x, y and z in multiples of the gravity of Earth, or in m/s2."""
        found = self._chip.get_accel_data(g=g)
        return found["x"], found["y"], found["z"]

    def get_gyro_data(self) -> tuple[float, float, float]:
        """Return x, y and z in degrees a second."""
        found = self._chip.get_gyro_data()
        return found["x"], found["y"], found["z"]
