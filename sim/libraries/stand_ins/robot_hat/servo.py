"""Stand-in for `robot_hat.servo`: -90 to 90 degrees are 0.5 to 2.5 ms."""

from __future__ import annotations

from sim.libraries.stand_ins.robot_hat.pwm import PWM
from sim.libraries.stand_ins.robot_hat.utils import mapping


class Servo(PWM):
    """One servo."""

    MAX_PW, MIN_PW = 2500, 500  # microseconds
    FREQ, PERIOD = 50, 4095

    def __init__(self, channel: str | int, address: int | None = None) -> None:
        super().__init__(channel, address)
        self.period(self.PERIOD)
        self.prescaler(self.CLOCK / self.FREQ / self.PERIOD)

    def angle(self, angle: float) -> None:
        """Turn to an angle in degrees; beyond the ends it stops there."""
        if not isinstance(angle, int | float):
            raise ValueError(f"Angle value should be int or float value, not {type(angle)}")
        self.pulse_width_time(mapping(min(max(angle, -90), 90), -90, 90, self.MIN_PW, self.MAX_PW))

    def pulse_width_time(self, pulse_width_time: float) -> None:
        """Make the pulse so many microseconds long, 500 to 2500."""
        share = min(max(pulse_width_time, self.MIN_PW), self.MAX_PW) * self.FREQ / 1e6
        self.pulse_width(int(share * self.PERIOD))
