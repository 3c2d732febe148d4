"""`/dev/servoblaster`: lines such as `2=150`, `P1-12=1500us`, `0=50%` or `0=+10` move servos. PiBits, ServoBlaster.

A number is steps of 10 microseconds; 0 ends the pulses. Servos 0 to 7 are on the pins that servod takes by itself.
"""

from __future__ import annotations

import io
import re
from typing import Any

from devices.header import physical_pin
from sim.libraries.stand_ins.raw_pins.pins import pins

PATH = "/dev/servoblaster"
GPIOS = (4, 17, 18, 27, 22, 23, 24, 25)  # README of ServoBlaster, "Default mapping", on boards since revision 2
COMMAND = re.compile(r"(?:(\d+)|P1-(\d+)) *= *([+-]?)(\d+(?:\.\d+)?)(us|%|)$", re.IGNORECASE)
STEP_US, SHORTEST_US, LONGEST_US, HERTZ = 10.0, 500.0, 2500.0, 50.0  # the same, "Usage": step, min, max, cycle time
OWNER = "servod"


class ServoBlaster(io.RawIOBase):
    """The pipe as servod makes it: each line moves one servo; a line that servod does not understand does nothing."""

    def __init__(self) -> None:
        self._pins = pins(OWNER)
        self._begun = b""

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        """Do what its whole lines say."""
        sent = bytes(data)
        *lines, self._begun = (self._begun + sent).split(b"\n")
        for line in lines:
            self._move(line.decode("ascii", "replace").strip())
        return len(sent)

    def _move(self, line: str) -> None:
        found = COMMAND.match(line)
        gpio = None if found is None else self._gpio(found[1], found[2])
        if found is None or gpio is None:
            return
        pulse_us = self._asked_us(float(found[4]), found[5].lower())
        waves = self._pins.header.waves
        if found[3]:
            before_us = waves.of(gpio).duty_pct * 1e4 / HERTZ if self._pins.is_output(gpio) else 0.0
            pulse_us = before_us + (pulse_us if found[3] == "+" else -pulse_us)
        if not pulse_us:
            self._pins.write(gpio, False)
        elif SHORTEST_US <= pulse_us <= LONGEST_US:
            self._pins.pwm(gpio, HERTZ, round(pulse_us / STEP_US) * STEP_US * HERTZ / 1e6)

    @staticmethod
    def _asked_us(number: float, unit: str) -> float:
        if unit == "%":
            return SHORTEST_US + (LONGEST_US - SHORTEST_US) * number / 100
        return number if unit == "us" else number * STEP_US

    @staticmethod
    def _gpio(servo: str | None, physical: str | None) -> int | None:
        if servo is not None:
            return GPIOS[int(servo)] if int(servo) < len(GPIOS) else None
        return next((gpio for gpio in GPIOS if physical_pin(gpio) == int(physical or 0)), None)
