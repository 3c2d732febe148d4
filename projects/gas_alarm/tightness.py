"""Is the shut valve tight? Gas that goes on rising behind a shut valve comes from before it, or through it.

It must not be taken for gas that only spreads through the kitchen, nor for a puff of hair spray: it has to stand well
above its lowest level since the valve was shut, and for longer than a minute of spray is seen.
"""

from __future__ import annotations

from math import inf
from typing import NamedTuple

from .limits import SHUT_RISE_PPM, SHUT_RISE_S, SHUT_SETTLES_S


class Tightness(NamedTuple):
    """Since the valve was shut: how long that is, the least gas since then, and how long there has been more."""

    shut_s: float = 0.0
    least_ppm: float = inf
    rising_s: float = 0.0

    @property
    def leaks(self) -> bool:
        """Whether gas comes though the valve is shut."""
        return self.rising_s >= SHUT_RISE_S


NOT_SHUT = Tightness()


def tightness_on(before: Tightness, shut: bool, gas_ppm: float | None, dt_s: float) -> Tightness:
    """The counts after this tick. `shut`: the valve was told to shut, and its switch says that it is."""
    if not shut:
        return NOT_SHUT
    shut_s, least_ppm, rising_s = before
    if shut_s < SHUT_SETTLES_S:
        return Tightness(shut_s + dt_s)
    if gas_ppm is None:
        return before
    if gas_ppm < least_ppm:
        return Tightness(shut_s, gas_ppm)
    if gas_ppm < least_ppm + SHUT_RISE_PPM:
        return before if rising_s == 0.0 else Tightness(shut_s, least_ppm)
    return before if rising_s >= SHUT_RISE_S else Tightness(shut_s, least_ppm, rising_s + dt_s)
