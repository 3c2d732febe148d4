"""What the battery can give: its charge, counted and put right by its rest voltage, and how often it failed."""

from __future__ import annotations

from typing import NamedTuple

from devices import Message, Timer
from science.battery import soc_from_rest

from .. import limits, reasons
from ..model import Latched, Seen


class Charge(NamedTuple):
    """State of charge 0-1 by the law's own book. `known` is False until the first look."""

    known: bool = False
    soc: float = 0.0
    calm: Timer = Timer()  # the battery gives current: nothing charges it


def counted(was: Charge, seen: Seen, dt_s: float) -> Charge:
    """The book `dt_s` later: charge is counted, and while nothing charges the battery it follows the rest voltage."""
    current_a = seen.battery_a
    if not was.known:
        soc = soc_from_rest(seen.rest_v)
        return Charge(True, min(soc, limits.BEGIN_SOC) if current_a > 0.0 else soc)
    soc = min(max(was.soc + current_a * dt_s / (3600.0 * limits.BATTERY_AH), 0.0), 1.0)
    calm = was.calm.step(current_a <= 0.0, dt_s, first_s=dt_s)
    if calm.reached(limits.CALM_S):
        soc += (soc_from_rest(seen.rest_v) - soc) * min(dt_s / limits.CORRECTION_S, 1.0)
    return Charge(True, soc, calm)


def needed_soc(latched: Latched) -> float:
    """From which charge a run may start: more after each run that the battery did not last."""
    return limits.START_SOC + limits.MORE_SOC * min(latched.battery_tries, len(limits.BACKOFF_S))


def too_low(charge: Charge, seen: Seen, latched: Latched) -> Message | None:
    """Why the battery cannot carry a run or a wash to its end, by volts and by charge; None when it can."""
    soc = needed_soc(latched)
    if seen.rest_v >= limits.START_V and charge.soc >= soc:
        return None
    if latched.battery_tries >= len(limits.BACKOFF_S):
        return reasons.BATTERY_WORN(
            tries=latched.battery_tries, rest_v=seen.rest_v, soc_pct=100.0 * charge.soc, limit_pct=100.0 * soc
        )
    return reasons.BATTERY_WAIT(
        rest_v=seen.rest_v, limit_v=limits.START_V, soc_pct=100.0 * charge.soc, limit_pct=100.0 * soc
    )


def failed(latched: Latched) -> tuple[Latched, float]:
    """A run that the battery did not last is counted; returns the latches and the pause before the next try, s."""
    tries = latched.battery_tries + 1
    pause_s = limits.BACKOFF_S[min(tries, len(limits.BACKOFF_S)) - 1]
    return latched._replace(battery_tries=tries, pumping=False), pause_s
