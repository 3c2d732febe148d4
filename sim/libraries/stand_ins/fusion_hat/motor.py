"""Stand-in for `fusion_hat.motor`: two channels, one for each way."""

from __future__ import annotations

from sim.libraries.stand_ins.fusion_hat.pwm import PWM

CHANNELS = {"M0": ("P11", "P10"), "M1": ("P9", "P8"), "M2": ("P6", "P7"), "M3": ("P4", "P5")}


class Motor:
    """The motor at a socket, "M0" to "M3", or at two channels."""

    DEFAULT_FREQ = 100

    def __init__(self, *motor: str | PWM, is_reversed: bool = False, freq: float = DEFAULT_FREQ) -> None:
        name = motor[0] if len(motor) == 1 else None
        if name is not None and name not in CHANNELS:
            raise ValueError("motor must be 'M0', 'M1', 'M2', 'M3'")
        pair = tuple(PWM(each) for each in CHANNELS[str(name)]) if name is not None else motor
        if len(pair) != 2 or not all(isinstance(each, PWM) for each in pair):
            raise TypeError("pin_a and pin_b must be a class PWM")
        self.pwm_a, self.pwm_b = pair
        self.is_reversed, self._power = is_reversed, 0.0
        for each in (self.pwm_a, self.pwm_b):
            assert isinstance(each, PWM)
            each.freq(freq)
            each.pulse_width_percent(0)

    def power(self, power: float | None = None) -> float | None:
        """Set -100 to 100 %, or return it."""
        if power is None:
            return self._power
        self._power = power
        ways = (self.pwm_b, self.pwm_a) if (power > 0) is self.is_reversed else (self.pwm_a, self.pwm_b)
        for each, share in zip(ways, (int(abs(power)), 0), strict=True):
            assert isinstance(each, PWM)
            each.pulse_width_percent(share)
        return None

    speed = set_power = power  # as it was called before

    def set_is_reverse(self, is_reverse: bool) -> None:
        """Say whether it is mounted the other way round."""
        self.is_reversed = is_reverse

    def stop(self) -> None:
        """Stop it."""
        self.power(0)
