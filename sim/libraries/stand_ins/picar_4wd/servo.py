"""Stand-in for `picar_4wd.servo`: -90 to 90 degrees are 0.5 to 2.5 ms."""

from __future__ import annotations

from sim.libraries.stand_ins.picar_4wd.pwm import PWM
from sim.libraries.stand_ins.robot_hat.utils import mapping


class Servo:
    """One servo; `offset` is the degrees at which it looks ahead."""

    MAX_PW, MIN_PW = 2500, 500  # microseconds
    FREQ, PERIOD = 50, 4095
    CYCLE = 20000  # microseconds

    def __init__(self, pin: PWM, offset: float = 0) -> None:
        self.pin, self.offset = pin, offset
        pin.period(self.PERIOD)
        pin.prescaler(int(pin.CLOCK / self.FREQ / self.PERIOD))

    def set_angle(self, angle: float) -> None:
        """Turn to a whole number of degrees; beyond the ends it stops there."""
        try:
            whole = int(angle)
        except (TypeError, ValueError):
            raise ValueError(f"Angle value should be int value, not {angle}") from None
        pulse = mapping(min(max(whole, -90), 90) + self.offset, -90, 90, self.MIN_PW, self.MAX_PW)
        self.pin.pulse_width(int(pulse / self.CYCLE * self.PERIOD))
