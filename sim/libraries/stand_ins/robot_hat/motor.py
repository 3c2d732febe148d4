"""Stand-in for `robot_hat.motor`: a channel for how fast, a pin for which way."""

from __future__ import annotations

from sim.libraries.stand_ins.robot_hat.pin import Pin
from sim.libraries.stand_ins.robot_hat.pwm import PWM


class Motor:
    """One motor."""

    PERIOD, PRESCALER = 4095, 10

    def __init__(self, pwm: PWM, dir: Pin, is_reversed: bool = False) -> None:
        self.pwm, self.dir, self._is_reversed, self._speed = pwm, dir, is_reversed, 0.0
        pwm.period(self.PERIOD)
        pwm.prescaler(self.PRESCALER)
        pwm.pulse_width_percent(0)

    def speed(self, speed: float | None = None) -> float | None:
        """Set -100 to 100 %, or return it."""
        if speed is None:
            return self._speed
        self._speed = speed
        self.pwm.pulse_width_percent(abs(speed))
        self.dir.value((speed > 0) != self._is_reversed)
        return None

    def set_is_reverse(self, is_reverse: bool) -> None:
        """Say whether it is mounted the other way round."""
        self._is_reversed = is_reverse
