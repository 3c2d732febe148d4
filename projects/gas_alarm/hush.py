"""The hush button: ten minutes of quiet for a siren, and only for the siren. The valve and the lamps take no notice."""

from __future__ import annotations

from typing import NamedTuple

from .limits import HUSH_RISE_PPM, HUSH_S


class Hush(NamedTuple):
    """How long the siren stays quiet, and how much gas there was when the button was pressed."""

    left_s: float = 0.0
    from_ppm: float = 0.0


LOUD = Hush()


def hush_on(before: Hush, pressed: bool, gas_ppm: float | None, dt_s: float) -> Hush:
    """The hush after this tick. Pressing again while it is quiet changes nothing; 360 ppm more gas ends it."""
    if gas_ppm is None:
        return LOUD
    if before.left_s > 0.0:
        left_s = before.left_s - dt_s
        return LOUD if left_s <= 0.0 or gas_ppm >= before.from_ppm + HUSH_RISE_PPM else Hush(left_s, before.from_ppm)
    return Hush(HUSH_S, gas_ppm) if pressed else LOUD
