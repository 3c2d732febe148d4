"""A UV-C lamp behind a door switch: a variant for a lesson about hardware interlocks. No build of ours has one.

The switch is normally open: only a closed door presses it shut. It sits in the lamp's own supply, before any relay, so
that no program, right or wrong, can give light to an open door. What is left is the lamp's own fading.
"""

from __future__ import annotations

from math import exp

FADE_S = 0.01  # chosen: the ballast's capacitor feeds the lamp so long; 100 ms is the limit for the whole chain
DARK_SHARE = 1e-3  # below it a lamp counts as dark


class UvLamp:
    """A lamp of `full_mw_cm2` at the place of a hand in the door; 0 means there is none."""

    def __init__(self, full_mw_cm2: float, door_switch: bool) -> None:
        self.full_mw_cm2 = full_mw_cm2
        self.mw_cm2 = 0.0
        self.hand_mj_cm2 = 0.0  # dose of a hand that is in the box whenever the door is open
        self._door_switch = door_switch

    def shine(self, asked: bool, door_open: bool, dt_s: float) -> None:
        """Let `dt_s` pass while its timer asks for light, or does not."""
        before = self.mw_cm2
        if asked and not (door_open and self._door_switch):
            self.mw_cm2 = self.full_mw_cm2
            given_mj_cm2 = self.mw_cm2 * dt_s
        else:
            faded = before * exp(-dt_s / FADE_S)
            self.mw_cm2 = faded if faded > DARK_SHARE * self.full_mw_cm2 else 0.0
            given_mj_cm2 = (before - faded) * FADE_S
        if door_open:
            self.hand_mj_cm2 += given_mj_cm2
