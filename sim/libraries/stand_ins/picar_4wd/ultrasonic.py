"""Stand-in for `picar_4wd.ultrasonic`: an HC-SR04."""

from __future__ import annotations

from sim.libraries.stand_ins.picar_4wd.pin import Pin
from sim.libraries.stand_ins.robot_hat.sonar import ping

SOUND_M_S = 340  # as the library has it


class Ultrasonic:
    """A distance sensor that hears what comes back within `timeout` seconds."""

    def __init__(self, trig: Pin, echo: Pin, timeout: float = 0.01) -> None:
        self.trig, self.echo, self.timeout = trig, echo, timeout

    def get_distance(self) -> float:
        """Return centimeters; -1 where no echo begins, -2 where it does not end in time."""
        trigger = self.trig.output()
        lasted_s = ping(trigger, self.echo.echo_of(trigger), self.timeout, rest_s=0.01, pulse_s=0.000015)
        return lasted_s if lasted_s < 0 else round(lasted_s * SOUND_M_S / 2 * 100, 2)
