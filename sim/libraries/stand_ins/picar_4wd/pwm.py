"""Stand-in for `picar_4wd.pwm`: the channels of the Robot HAT."""

from sim.libraries.stand_ins.robot_hat.pwm import PWM

__all__ = ["PWM"]
