"""Stand-in for `picar_4wd.motor`: a channel for how fast, a pin for which way."""

from __future__ import annotations

from sim.libraries.stand_ins.picar_4wd.pin import Pin
from sim.libraries.stand_ins.picar_4wd.pwm import PWM


class Motor:
    """One motor."""

    def __init__(self, pwm_pin: PWM, dir_pin: Pin, is_reversed: bool = False) -> None:
        self.pwm_pin, self.dir_pin, self._is_reversed = pwm_pin, dir_pin, is_reversed

    def set_power(self, power: float) -> None:
        """Run at -100 to 100 %; the slowest share that turns it is 50 %."""
        self.dir_pin.value((power < 0) != bool(self._is_reversed))
        self.pwm_pin.pulse_width_percent(int(abs(power) / 2) + 50 if power else 0)
