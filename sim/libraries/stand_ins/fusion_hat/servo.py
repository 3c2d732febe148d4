"""Stand-in for `fusion_hat.servo`: -90 to 90 degrees are 0.5 to 2.5 ms."""

from __future__ import annotations

from sim.libraries.stand_ins.fusion_hat.pwm import PWM
from sim.libraries.stand_ins.fusion_hat.utils import constrain, mapping


class Servo(PWM):
    """One servo, with the degrees by which it is mounted askew, and its ends."""

    MAX_PW, MIN_PW, FREQ = 2500, 500, 50  # microseconds, hertz

    def __init__(self, channel: str | int, offset: float = 0.0, min: float = -90, max: float = 90) -> None:
        super().__init__(channel)
        self._offset, self._min, self._max, self._angle = offset, min, max, 0.0

    def offset(self, offset: float | None = None) -> float:
        """Set the degrees by which it is mounted askew, or return them."""
        if offset is not None:
            self._offset = constrain(offset, -20.0, 20.0)
        return self._offset

    def angle(self, angle: float | None = None) -> float | None:
        """Turn to an angle in degrees, or return it."""
        if angle is None:
            return self._angle
        self._angle = constrain(angle, self._min, self._max)
        turned = constrain(self._angle + self._offset, -90, 90)
        self.pulse_width(int(mapping(turned, -90, 90, self.MIN_PW, self.MAX_PW)))
        return None
