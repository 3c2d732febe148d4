"""The evening light: a button, a time limit, and a purse of its own. It goes out before the heat does."""

from __future__ import annotations

from typing import NamedTuple

from .energy import LIGHT_BACK_SOC, LIGHT_SHED_SOC

LIGHT_S = 45 * 60.0  # one press gives 45 minutes; nobody has to remember to switch it off
AGAIN_WH = 0.75  # after it went out for want of energy: a quarter of an hour must be there


class EveningLight(NamedTuple):
    """What the light remembers. `left_s` above 0 means it is on."""

    left_s: float = 0.0
    allowed: bool = True
    was_pressed: bool = False

    @property
    def on(self) -> bool:
        """Whether the light shines."""
        return self.left_s > 0.0


DARK = EveningLight()


def next_light(light: EveningLight, pressed: bool | None, purse_wh: float, soc: float, dt_s: float) -> EveningLight:
    """The light after `dt_s`: a press switches it on or off, an empty purse or a low battery only off.

    An unknown button (None) counts as not pressed.
    """
    if light is DARK and not pressed:
        return light  # most of the day
    if light.allowed:
        allowed = purse_wh > 0.0 and soc > LIGHT_SHED_SOC
    else:
        allowed = purse_wh >= AGAIN_WH and soc >= LIGHT_BACK_SOC
    left_s = max(light.left_s - dt_s, 0.0)
    if pressed and not light.was_pressed:
        left_s = 0.0 if light.on else LIGHT_S
    after = EveningLight(left_s if allowed else 0.0, allowed, bool(pressed))
    return DARK if after == DARK else after
