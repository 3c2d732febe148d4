"""Stand-in for the HC-SR04 of SunFounder's libraries: a ping, and how long the echo wire stays high."""

from __future__ import annotations

from typing import Any

import gpiozero

from sim.libraries.modules import sleep
from sim.wires import switched_on

SOUND_M_S = 343.3  # as the libraries have it


class Echo(gpiozero.GPIODevice):  # type: ignore[misc]
    """The wire that is high for as long as the sound is on its way; like gpiozero's own it knows its trigger."""

    def __init__(self, gpio: int, trigger: gpiozero.OutputDevice) -> None:
        super().__init__(gpio)
        self.pin.input_with_pull("down")
        self._trigger = trigger

    @property
    def trigger(self) -> Any:
        """The pin that starts a measurement."""
        return self._trigger.pin


def ping(trig: Any, echo: Any, timeout: float, rest_s: float = 0.001, pulse_s: float = 0.00001) -> float:
    """Return the seconds for which the echo lasts; -1 where none begins, -2 where it does not end in time."""
    trig.off()
    sleep(rest_s)
    trig.on()
    sleep(pulse_s)
    trig.off()
    monotonic = switched_on.board().clock.monotonic
    began_s = monotonic()
    ends_s = []
    for level in (0, 1):
        while echo.value == level:
            if monotonic() - began_s > timeout:
                return -1 - level
        ends_s.append(monotonic())
    return ends_s[1] - ends_s[0]


class Sonar:
    """A distance sensor on two pins."""

    def __init__(self, trigger: int, echo: int, timeout: float) -> None:
        self.trig = gpiozero.OutputDevice(trigger)
        self.echo = Echo(echo, self.trig)
        self.timeout = timeout

    def read(self, times: int = 10) -> float:
        """Return centimeters; -1 when so many tries had no echo in time."""
        tries = (ping(self.trig, self.echo, self.timeout) for _ in range(times))
        lasted_s = next((found for found in tries if found >= 0), None)
        return -1 if lasted_s is None else round(lasted_s * SOUND_M_S / 2 * 100, 2)

    def close(self) -> None:
        """Let both pins go."""
        self.trig.close()
        self.echo.close()
