"""The time that a sensor needs to follow its surroundings."""

from __future__ import annotations

from math import exp

from sim.time.clock import VirtualClock


class Lag:
    """A first-order lag, brought forward whenever it is asked; between two questions the truth counts as steady."""

    def __init__(self, clock: VirtualClock, tau_s: float) -> None:
        self._clock = clock
        self._tau_s = tau_s
        self._value: float | None = None
        self._asked_s = 0.0

    def of(self, true: float) -> float:
        """What the sensor has come to, in a world where `true` holds now."""
        now_s = self._clock.monotonic()
        if self._value is None:
            self._value = true
        else:
            self._value = true + (self._value - true) * exp((self._asked_s - now_s) / self._tau_s)
        self._asked_s = now_s
        return self._value
