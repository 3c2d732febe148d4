"""Stand-in for `fusion_hat.pwm`: a channel whose pulses are told in microseconds."""

from __future__ import annotations

from typing import ClassVar

from sim.libraries.stand_ins.fusion_hat.adc import ADDRESS
from sim.libraries.stand_ins.robot_hat import pwm


class PWM(pwm.PWM):
    """One channel: "P0" to "P11", or its number; it begins with 50 Hz."""

    ADDR, CHANNELS = ADDRESS, 12
    REG_CHN, REG_PSC, REG_ARR = 0x60, 0x40, 0x50
    _periods: ClassVar[dict[int, int]] = {}

    def __init__(self, channel: str | int, freq: float = 50, addr: int = ADDRESS) -> None:
        super().__init__(channel, addr)
        if freq != self._freq:
            self.freq(freq)
        self._us = 0.0
        super().pulse_width(0)

    def pulse_width(self, pulse_width: float | None = None) -> float | None:
        """Set the microseconds for which it is high in each cycle, or return them."""
        if pulse_width is None:
            return self._us
        self._us = pulse_width
        super().pulse_width(pulse_width * self.CLOCK / self._prescaler / 1e6)
        return None

    def pulse_width_percent(self, pulse_width_percent: float | None = None) -> float | None:
        """Set for how much of a cycle it is high, or return it."""
        if pulse_width_percent is None:
            return self._percent
        self._percent = pulse_width_percent
        super().pulse_width(pulse_width_percent / 100.0 * self._periods[self.timer])
        return None

    duty_cycle = pulse_width_percent
