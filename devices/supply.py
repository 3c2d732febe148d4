"""The board's own supply as a law believes it: too low once its flag has stood for a while, well again after longer.

A Pi raises the flag below 4.63 V (Raspberry Pi documentation, read in a copy). Then the board may reset at any moment,
and sensors that are fed with 5 V show what they like.
"""

from __future__ import annotations

from typing import NamedTuple

from devices.clock import STOPPED, Timer

SAGS_S = 5.0  # chosen: the flag is asked for every 2 s, so no single dip, as when a pump starts, counts
WELL_S = 60.0  # chosen: a supply recovers at once when loads are shed, and must not be loaded again at once


class Supply(NamedTuple):
    """What is remembered of the flag. `low`: shed what can be shed."""

    low: bool = False
    sags: Timer = STOPPED
    well: Timer = STOPPED

    def step(self, under_voltage: bool | None, dt_s: float) -> Supply:
        """The supply after `dt_s`. None, as off a Pi, says nothing: one that was low stays so until it is seen well."""
        if self.low:
            well = self.well.step(under_voltage is False, dt_s, WELL_S)
            return WELL if well.reached(WELL_S) else Supply(True, STOPPED, well)
        if under_voltage is not True:
            return WELL
        sags = self.sags.step(True, dt_s, SAGS_S)
        return Supply(sags.reached(SAGS_S), sags)


WELL = Supply()
