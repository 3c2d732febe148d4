"""Sense faults: what a part feels instead of the true value."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable
from math import exp

from sim.world.faults import Fault

Distortion = Callable[[float, float], float]  # (true value, time in s) -> felt value; called at each step of the world

GARBAGE = (0.0, 100.0)  # range of a garbage value when the fault gives none
TAU_S = 60.0
DELAY_S = 60.0


def distortion_of(fault: Fault, held: float, rng: random.Random) -> Distortion:
    """How a sense fault distorts the true value; `held` is what the part felt when the fault began."""
    details = fault.details
    if fault.kind == "stuck":
        value = details.get("value", held)
        return lambda _true, _now_s: value
    if fault.kind == "wrong":
        gain, offset = details.get("gain", 1.0), details.get("offset", 0.0)
        return lambda true, _now_s: true * gain + offset
    if fault.kind == "garbage":
        low, high = details.get("low", GARBAGE[0]), details.get("high", GARBAGE[1])
        return lambda _true, _now_s: rng.uniform(low, high)
    if fault.kind == "slow":
        return _Slow(held, details.get("tau_s", TAU_S)).felt
    return _Delayed(held, details.get("delay_s", DELAY_S)).felt


class _Slow:
    """Follows the true value with a time constant, as a sensor covered in dust does."""

    def __init__(self, held: float, tau_s: float) -> None:
        self._value = float(held)
        self._tau_s = tau_s
        self._seen_s: float | None = None

    def felt(self, true: float, now_s: float) -> float:
        passed_s = 0.0 if self._seen_s is None else now_s - self._seen_s
        self._seen_s = now_s
        self._value += (true - self._value) * (1.0 - exp(-passed_s / self._tau_s))
        return self._value


class _Delayed:
    """Gives the true value of some time ago."""

    def __init__(self, held: float, delay_s: float) -> None:
        self._value = float(held)
        self._delay_s = delay_s
        self._coming: deque[tuple[float, float]] = deque()

    def felt(self, true: float, now_s: float) -> float:
        self._coming.append((now_s, true))
        while self._coming and self._coming[0][0] <= now_s - self._delay_s:
            self._value = self._coming.popleft()[1]
        return self._value
