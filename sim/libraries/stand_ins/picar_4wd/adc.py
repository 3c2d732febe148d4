"""Stand-in for `picar_4wd.adc`: the analog inputs of the Robot HAT."""

from sim.libraries.stand_ins.robot_hat.adc import ADC

__all__ = ["ADC"]
