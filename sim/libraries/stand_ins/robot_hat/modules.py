"""Stand-in for `robot_hat.modules`: parts that SunFounder's kits connect to the HAT."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sim.libraries.modules import sleep
from sim.libraries.stand_ins.robot_hat.adc import ADC
from sim.libraries.stand_ins.robot_hat.i2c import I2C
from sim.libraries.stand_ins.robot_hat.pin import Pin
from sim.libraries.stand_ins.robot_hat.pwm import PWM
from sim.libraries.stand_ins.robot_hat.sonar import Sonar

AT_LEAST = 1000  # what is darker is a line


class Ultrasonic(Sonar):
    """An HC-SR04."""

    def __init__(self, trig: Pin, echo: Pin, timeout: float = 0.02) -> None:
        if not isinstance(trig, Pin) or not isinstance(echo, Pin):
            raise TypeError("trig and echo must be robot_hat.Pin object")
        trig.close()
        echo.close()
        super().__init__(trig._pin_num, echo._pin_num, timeout)


class Grayscale_Module:
    """Three light sensors that look at the floor: left, middle, right."""

    LEFT, MIDDLE, RIGHT = 0, 1, 2

    def __init__(self, pin0: ADC, pin1: ADC, pin2: ADC, reference: Sequence[float] | None = None) -> None:
        self.pins = (pin0, pin1, pin2)
        for number, each in enumerate(self.pins):
            if not isinstance(each, ADC):
                raise TypeError(f"pin{number} must be robot_hat.ADC")
        self._reference: Sequence[float] = [AT_LEAST] * 3 if reference is None else reference

    def reference(self, ref: list[float] | None = None) -> Sequence[float]:
        """Set what is just no line, for each; or return it."""
        if ref is not None:
            if not isinstance(ref, list) or len(ref) != 3:
                raise TypeError("ref parameter must be 1*3 list.")
            self._reference = ref
        return self._reference

    def read_status(self, datas: Sequence[float] | None = None) -> list[int]:
        """Return 1 for each that is on a dark line, else 0."""
        found = self.read() if datas is None else datas
        assert isinstance(found, Sequence)
        return [int(value <= limit) for value, limit in zip(found, self._reference, strict=False)]

    def read(self, channel: int | None = None) -> list[int] | int:
        """Return all three, or one: 0 to 4095, bright is much."""
        return [each.read() for each in self.pins] if channel is None else self.pins[channel].read()


class ADXL345(I2C):
    """An accelerometer, in multiples of the gravity of Earth."""

    X, Y, Z = 0, 1, 2
    ADDR, POWER, FORMAT, DATA, PER_G = 0x53, 0x2D, 0x31, 0x32, 256.0

    def __init__(self, address: int = ADDR, bus: int = 1) -> None:
        super().__init__(address, bus)

    def read(self, axis: int | None = None) -> list[float] | float:  # type: ignore[override]
        """Return one axis, or all three."""
        if axis is None:
            return [self._axis(each) for each in range(3)]
        return self._axis(axis)

    def _axis(self, axis: int) -> float:
        self.mem_write(0, self.FORMAT)
        self.mem_write(8, self.POWER)
        low, high = self.mem_read(2, self.DATA + 2 * axis)
        return int.from_bytes((low, high), "little", signed=True) / self.PER_G


class RGB_LED:
    """Three LEDs in one, with a common wire to the supply or to ground."""

    ANODE, CATHODE = 1, 0

    def __init__(self, r_pin: PWM, g_pin: PWM, b_pin: PWM, common: int = ANODE) -> None:
        for name, each in (("r_pin", r_pin), ("g_pin", g_pin), ("b_pin", b_pin)):
            if not isinstance(each, PWM):
                raise TypeError(f"{name} must be robot_hat.PWM object")
        if common not in (self.ANODE, self.CATHODE):
            raise ValueError("common must be RGB_LED.ANODE or RGB_LED.CATHODE")
        self.pins, self.common = (r_pin, g_pin, b_pin), common

    def color(self, color: str | int | Sequence[int]) -> None:
        """Show a color: "#ff0000", 0xff0000 or (255, 0, 0)."""
        if isinstance(color, str):
            color = int(color.strip("#"), 16)
        shares = color.to_bytes(3) if isinstance(color, int) else color
        for pin, share in zip(self.pins, shares, strict=True):
            pin.pulse_width_percent((255 - share if self.common == self.ANODE else share) / 255 * 100)


class Buzzer:
    """One that beeps by itself, at a pin, or one that plays tones, at a channel."""

    OF_PINS: type = Pin

    def __init__(self, buzzer: Any) -> None:
        if not isinstance(buzzer, PWM | self.OF_PINS):
            raise TypeError("buzzer must be PWM or Pin object")
        self.buzzer: Any = buzzer
        self.off()

    def on(self) -> None:
        """Sound."""
        if isinstance(self.buzzer, PWM):
            self.buzzer.pulse_width_percent(50)
        else:
            self.buzzer.on()

    def off(self) -> None:
        """Be silent."""
        if isinstance(self.buzzer, PWM):
            self.buzzer.pulse_width_percent(0)
        else:
            self.buzzer.off()

    def freq(self, freq: float) -> None:
        """Set the tone in hertz."""
        if not isinstance(self.buzzer, PWM):
            raise TypeError("freq is not supported for active buzzer")
        self.buzzer.freq(freq)

    def play(self, freq: float, duration: float | None = None) -> None:
        """Play a tone, half of the seconds with sound and half without; without seconds until `off`."""
        self.freq(freq)
        self.on()
        if duration is not None:
            sleep(duration / 2)
            self.off()
            sleep(duration / 2)
