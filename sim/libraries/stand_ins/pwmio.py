"""Stand-in for CircuitPython's `pwmio`: PWM on a pin."""

from __future__ import annotations

from sim.libraries.closing import Deinits
from sim.libraries.stand_ins.microcontroller import Pin
from sim.wires import switched_on

OWNER = "pwmio"
FULL = 65535  # the duty cycle of a pin that is always on


class PWMOut(Deinits):
    """PWM on a pin: `duty_cycle` 0 to 65535, `frequency` in Hz. Raises OSError 16 when another library uses the pin.

    `variable_frequency` changes nothing: every pin of a Pi may change its frequency.
    """

    def __init__(
        self, pin: Pin, *, frequency: float = 500, duty_cycle: int = 0, variable_frequency: bool = False
    ) -> None:
        self._net = switched_on.board().pins[pin.id]
        _check_duty(duty_cycle)
        _check_frequency(frequency)
        self._net.claim(OWNER)
        self._duty_cycle = duty_cycle
        self._frequency = frequency
        self._enabled = True
        self._apply()

    @property
    def duty_cycle(self) -> int:
        """The share of the time that the pin is on, 0 to 65535. Raises ValueError for others."""
        return self._duty_cycle

    @duty_cycle.setter
    def duty_cycle(self, duty_cycle: int) -> None:
        _check_duty(duty_cycle)
        self._duty_cycle = int(duty_cycle)
        self._apply()

    @property
    def frequency(self) -> float:
        """The frequency in Hz, above 0. Raises ValueError for others."""
        return self._frequency

    @frequency.setter
    def frequency(self, frequency: float) -> None:
        _check_frequency(frequency)
        self._frequency = frequency
        self._apply()

    @property
    def period(self) -> float:
        """The length of a cycle in seconds."""
        return 1.0 / self._frequency

    @period.setter
    def period(self, period_s: float) -> None:
        self.frequency = 1.0 / period_s

    @property
    def enabled(self) -> bool:
        """Whether PWM is on; otherwise the pin is low."""
        return self._enabled

    @enabled.setter
    def enabled(self, enabled: bool) -> None:
        self._enabled = enabled
        self._apply()

    def deinit(self) -> None:
        """Give the pin back."""
        self._net.free()

    def _apply(self) -> None:
        net = self._net
        if not self._enabled:
            net.pi_pwm(None)
            net.pi_writes(0.0)
            return
        if net.frequency_hz is None:
            net.pi_writes(0.0)
        net.pi_pwm(self._frequency)
        net.pi_writes(self._duty_cycle / FULL)


def _check_duty(duty_cycle: int) -> None:
    if not 0 <= duty_cycle <= FULL:
        raise ValueError("Invalid duty cycle value, should be between 0 and 65535")


def _check_frequency(frequency: float) -> None:
    if not frequency > 0:
        raise ValueError(f"a frequency must be above 0 Hz, not {frequency}")
