"""RPi.GPIO's PWM class."""

from __future__ import annotations

from contextlib import suppress

from sim.libraries.stand_ins.rpi_gpio import names
from sim.libraries.stand_ins.rpi_gpio.header import header


class PWM:
    """Software PWM on an output, `frequency` in Hz. It stops when the program loses the object.

    Raises RuntimeError when the channel is no output or has PWM already, ValueError for a frequency of 0 or less.
    """

    def __init__(self, channel: int, frequency: float, /) -> None:
        self._gpio: int | None = None
        self._header = here = header()
        gpio = here.gpio(channel)
        if here.waves.exists(gpio):
            raise RuntimeError(names.PWM_EXISTS)
        if here.directions.get(gpio) != names.OUT:
            raise RuntimeError(names.PWM_NEEDS_OUTPUT)
        here.waves.of(gpio).frequency_hz = _frequency(frequency)
        self._gpio = gpio

    def start(self, dutycycle: float, /) -> None:
        """Begin with a duty of 0.0 to 100.0 percent. Raises ValueError."""
        self._beat(duty_pct=_duty(dutycycle), running=True)

    def ChangeDutyCycle(self, dutycycle: float, /) -> None:
        """Go on with a duty of 0.0 to 100.0 percent. Raises ValueError."""
        self._beat(duty_pct=_duty(dutycycle))

    def ChangeFrequency(self, frequency: float, /) -> None:
        """Go on with another frequency in Hz, above 0. Raises ValueError."""
        self._beat(frequency_hz=_frequency(frequency))

    def stop(self) -> None:
        """End, and leave the pin low."""
        if self._gpio is not None:
            self._header.waves.stop(self._gpio)

    def __del__(self) -> None:
        with suppress(RuntimeError):  # no board is on any more: nothing beats
            if header() is self._header:
                self.stop()

    def _beat(
        self, *, duty_pct: float | None = None, frequency_hz: float | None = None, running: bool | None = None
    ) -> None:
        if self._gpio is None:
            return
        wave = self._header.waves.of(self._gpio)
        wave.duty_pct = wave.duty_pct if duty_pct is None else duty_pct
        wave.frequency_hz = wave.frequency_hz if frequency_hz is None else frequency_hz
        wave.running = wave.running if running is None else running
        self._header.let_time_pass()
        self._header.waves.go_on(self._gpio)


def _duty(percent: float) -> float:
    if not 0.0 <= percent <= 100.0:
        raise ValueError(names.BAD_DUTY)
    return float(percent)


def _frequency(hertz: float) -> float:
    if hertz <= 0.0:
        raise ValueError(names.BAD_FREQUENCY)
    return float(hertz)
