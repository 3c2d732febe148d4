"""Stand-in for `robot_hat.pwm`: a channel of the microcontroller; four share a timer, and so a frequency."""

from __future__ import annotations

from math import sqrt
from typing import ClassVar

from sim.libraries.stand_ins.robot_hat.adc import ADDRESS
from sim.libraries.stand_ins.robot_hat.i2c import I2C

PER_TIMER = 4
LATER = 0x10  # the registers of timers 4 to 6 stand so much higher than those of the first ones
TRIED = 5  # prescalers on each side of the one that would be as large as the period


class PWM(I2C):
    """One channel: "P0" to "P19", or its number; it begins with 50 Hz."""

    CLOCK = 72_000_000.0
    ADDR, CHANNELS = ADDRESS, 20
    REG_CHN, REG_PSC, REG_ARR = 0x20, 0x40, 0x44
    _periods: ClassVar[dict[int, int]] = {}

    def __init__(self, channel: str | int, address: int | None = None) -> None:
        super().__init__(self.ADDR if address is None else address)
        number = int(channel[1:]) if isinstance(channel, str) and channel.startswith("P") else channel
        if not isinstance(number, int) or not 0 <= number < self.CHANNELS:
            raise ValueError(f'channel must be in range of P0-P{self.CHANNELS - 1}, not "{channel}"')
        self.channel, self.timer = number, number // PER_TIMER
        self._freq, self._prescaler, self._pulse_width, self._percent = 50.0, 1, 0, 0.0
        self.freq(50)

    def _put(self, register: int, value: int) -> None:
        self.write([register, value >> 8 & 0xFF, value & 0xFF])

    def _of_timer(self, first: int) -> int:
        return first + self.timer if self.timer < PER_TIMER else first + LATER + self.timer - PER_TIMER

    def freq(self, freq: float | None = None) -> float | None:
        """Set hertz by the prescaler and period that come nearest, or return them."""
        if freq is None:
            return self._freq
        self._freq = float(freq)
        counts = self.CLOCK / self._freq
        middle = int(sqrt(counts))
        tried = [
            (prescaler, int(counts / prescaler)) for prescaler in range(max(middle - TRIED, 1), middle + TRIED + 1)
        ]
        prescaler, period = min(tried, key=lambda each: abs(counts - each[0] * each[1]))
        self.prescaler(prescaler)
        self.period(period)
        return None

    def prescaler(self, prescaler: float | None = None) -> int | None:
        """Set what the clock is divided by, or return it."""
        if prescaler is None:
            return self._prescaler
        self._prescaler = round(prescaler)
        self._freq = self.CLOCK / self._prescaler / self._periods.get(self.timer, 1)
        self._put(self._of_timer(self.REG_PSC), self._prescaler - 1)
        return None

    def period(self, arr: float | None = None) -> int | None:
        """Set how many counts a cycle has, or return it."""
        if arr is None:
            return self._periods.get(self.timer, 1)
        self._periods[self.timer] = round(arr)
        self._freq = self.CLOCK / self._prescaler / self._periods[self.timer]
        self._put(self._of_timer(self.REG_ARR), self._periods[self.timer] - 1)
        return None

    def pulse_width(self, pulse_width: float | None = None) -> float | None:
        """Set for how many counts it is high, or return them."""
        if pulse_width is None:
            return self._pulse_width
        self._pulse_width = int(pulse_width)
        self._put(self.REG_CHN + self.channel, self._pulse_width)
        return None

    def pulse_width_percent(self, pulse_width_percent: float | None = None) -> float | None:
        """Set for how much of a cycle it is high, or return it."""
        if pulse_width_percent is None:
            return self._percent
        self._percent = pulse_width_percent
        self.pulse_width(pulse_width_percent / 100.0 * self._periods[self.timer])
        return None
