"""Does the heater do what it is told? Two things can go wrong, and both are dangerous for the one who trusts it.

Told on, nothing warms: its wire, fuse or relay is broken, or its probe fell off, and then nobody sees how hot it is.
Told off, it stays hot or its current flows: the relay's contacts are stuck, and no program can switch it off any more.
"""

from __future__ import annotations

from typing import NamedTuple

from .energy import FAN_W, HEATER_W, LIGHT_W, NOMINAL_V, OWN_WH_PER_DAY

WARM_AFTER_S = 180.0  # a 10 W heater of 60 J/K stands 16 K above its box by then, one of 7 W 11 K
WARM_K = 5.0  # chosen: well above what two cheap thermometers differ by
COOL_AFTER_S = 300.0  # from 22 K above its box it is down to 2.3 K by then (time constant 60 J/K / 0.45 W/K = 133 s)
HOT_K = 8.0  # chosen: sun on the box warms heater and air alike
QUIET_AFTER_S = 60.0  # so long after "off" both current meters must have been read again
SURE_S = 60.0  # a sign must last so long
METER_SHARE = 0.15  # two INA219 boards may differ by so much of the panel's current; one was 18 % off before trimming
DRAIN_A = 0.5 * HEATER_W / NOMINAL_V  # more than that beyond all we know of is a heater

WORKS = 0
NO_CURRENT = 1  # told on, but cold, and no current was seen
PROBE_OFF = 2  # told on, current flows, but its probe stays cold


class Watch(NamedTuple):
    """Seconds for which a sign of trouble has lasted."""

    cold_s: float = 0.0  # told on, but not warm
    hot_s: float = 0.0  # told off, but hot
    drain_s: float = 0.0  # told off, but its current flows


CALM = Watch()


def next_watch(
    was: Watch, told_on: bool, told_s: float, over_k: float | None, drain_a: float | None, dt_s: float
) -> Watch:
    """The signs after `dt_s`, for a heater told on or off `told_s` ago and `over_k` warmer than the air of its box.

    What is unknown (None) is no sign.
    """
    if told_on:
        cold = over_k is not None and over_k < WARM_K and told_s >= WARM_AFTER_S
        return Watch(cold_s=was.cold_s + dt_s) if cold else CALM
    hot = over_k is not None and over_k > HOT_K and told_s >= COOL_AFTER_S
    drains = drain_a is not None and drain_a > DRAIN_A and told_s >= QUIET_AFTER_S
    if not (hot or drains):
        return CALM
    return Watch(0.0, was.hot_s + dt_s if hot else 0.0, was.drain_s + dt_s if drains else 0.0)


def drain_a(charge_a: float | None, panel_a: float | None, fan: bool, light: bool) -> float | None:
    """Current that flows and that nothing we switched on accounts for, at least; None while it is not known.

    `charge_a` is positive into the battery. A panel that is not heard of is taken to bring nothing.
    """
    if charge_a is None:
        return None
    known_w = OWN_WH_PER_DAY / 24.0 + FAN_W * fan + LIGHT_W * light
    return (1.0 - METER_SHARE) * (panel_a or 0.0) - charge_a - known_w / NOMINAL_V


def runs_away(watch: Watch) -> bool:
    """Whether the heater is on though it was told off."""
    return watch.hot_s >= SURE_S or watch.drain_s >= SURE_S


def fails_to_warm(watch: Watch, drain_a: float | None) -> int:
    """WORKS, or what keeps a heater cold that was told on: NO_CURRENT or PROBE_OFF."""
    if watch.cold_s < SURE_S:
        return WORKS
    return PROBE_OFF if drain_a is not None and drain_a > DRAIN_A else NO_CURRENT
