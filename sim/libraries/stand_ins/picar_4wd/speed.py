"""Stand-in for `picar_4wd.speed`: a light barrier that sees the holes of a wheel's disk go by."""

from __future__ import annotations

from math import pi
from typing import Any

import gpiozero

from sim.libraries.modules import monotonic


class Wheel(gpiozero.Button):  # type: ignore[misc]
    """The light barrier; by its class the virtual board knows what is there."""


class Speed:
    """One wheel; before `start()` its pin is not used."""

    PERIOD = 0.2  # seconds in which it counts
    HOLE_NUM, WHEEL_D = 20, 6.6  # holes; centimeters
    WHEEL_C = pi * WHEEL_D

    def __init__(self, pin: int) -> None:
        self.pin_num, self.count = pin, 0
        self.pin: Any = None
        self._began_s, self._speed = 0.0, 0.0

    def start(self) -> None:
        """Count from now on."""
        self.pin = Wheel(self.pin_num, pull_up=True)
        self._began_s = monotonic()
        self.pin.when_pressed = self._hole

    def _hole(self) -> None:
        self._look()
        self.count += 1

    def _look(self) -> None:
        periods = int((monotonic() - self._began_s) / self.PERIOD)
        if periods:
            self._speed = self.count / self.HOLE_NUM / self.PERIOD * self.WHEEL_C if periods == 1 else 0.0
            self.count = 0
            self._began_s += periods * self.PERIOD

    @property
    def speed(self) -> float:
        """Centimeters a second, in the last 0.2 s that are over."""
        if self.pin is not None:
            self._look()
        return self._speed

    def __call__(self) -> float:
        """Return `speed`."""
        return self.speed

    def deinit(self) -> None:
        """Let the pin go."""
        if self.pin is not None:
            self.pin.close()
            self.pin = None
