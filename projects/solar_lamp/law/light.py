"""The evening light: a press switches it on or off, and an empty budget or a low battery only off."""

from __future__ import annotations

from typing import NamedTuple

from .. import limits


class EveningLight(NamedTuple):
    """What is remembered of the light: a button, a time limit, and energy that runs out before that for heat does."""

    left_s: float = 0.0  # above 0: it is on
    allowed: bool = True
    was_pressed: bool = False

    @property
    def on(self) -> bool:
        """Whether the light shines."""
        return self.left_s > 0.0


DARK = EveningLight()


def next_light(was: EveningLight, pressed: bool, budget_wh: float, soc: float, dt_s: float) -> EveningLight:
    """The light after `dt_s`: a press switches it on or off, an empty budget or a low battery only off."""
    if was is DARK and not pressed:
        return was  # most of the day
    if was.allowed:
        allowed = budget_wh > 0.0 and soc > limits.LIGHT_SHED_SOC
    else:
        allowed = budget_wh >= limits.LIGHT_AGAIN_WH and soc >= limits.LIGHT_BACK_SOC
    left_s = max(was.left_s - dt_s, 0.0)
    if pressed and not was.was_pressed:
        left_s = 0.0 if was.on else limits.LIGHT_S
    after = EveningLight(left_s if allowed else 0.0, allowed, pressed)
    return DARK if after == DARK else after
