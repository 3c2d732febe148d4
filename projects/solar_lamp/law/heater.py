"""The heater: its pulses, and whether it does what it is told.

Two things can go wrong, and both are dangerous. Switched on, it stays cold: its wire, fuse or relay is broken, or its
probe fell off, and then nobody sees how hot it is. Switched off, it stays hot or its current flows: the relay's
contacts are stuck, and no program can switch it off any more.
"""

from __future__ import annotations

from typing import NamedTuple

from devices import Timer

from .. import limits
from ..model import HeaterFault, Latched
from .energy import Ledger


class Heater(NamedTuple):
    """What is remembered of the heater's pulses."""

    on: bool = False
    switched_s: float = 0.0  # since it was last switched
    min_off_s: float = limits.HEATER_OFF_S  # how long it must stay off
    pulse_s: float = limits.GRAY_SPAN_S  # since the last pulse began,
    pulse_before_s: float = limits.GRAY_SPAN_S  # and the one before it

    @property
    def must_stay_on(self) -> bool:
        """Whether its pulse is too young to end: that would wear the relay's contacts."""
        return self.on and self.switched_s < limits.HEATER_ON_S


def waited(was: Heater, dt_s: float) -> Heater:
    """The heater `dt_s` later."""
    on, switched_s, min_off_s, pulse_s, before_s = was
    return Heater(on, switched_s + dt_s, min_off_s, pulse_s + dt_s, before_s + dt_s)


def switched(now: Heater, on: bool) -> Heater:
    """The heater after it was told to be on or off."""
    if on == now.on:
        return now
    return Heater(True, 0.0, limits.HEATER_OFF_S, 0.0, now.pulse_s) if on else now._replace(on=False, switched_s=0.0)


def rested(was: Heater) -> Heater:
    """A heater that was on, off before it is too hot, and for longer than usual."""
    return was._replace(on=False, switched_s=0.0, min_off_s=limits.HOT_OFF_S)


def can_pay(now: Heater, ledger: Ledger, worth: bool, gray: bool) -> bool:
    """Whether the next seconds of heat can be paid for and are `worth` it. Gray days: few pulses, but long ones."""
    if ledger.soc <= limits.HEAT_SHED_SOC:
        return False
    if now.on:
        return worth or (gray and now.switched_s < limits.LONG_ON_S)
    if not worth or now.switched_s < now.min_off_s:
        return False
    if gray:
        spare_wh = min(ledger.heat_wh, (ledger.soc - limits.HEAT_SHED_SOC) * limits.CAPACITY_WH)
        return now.pulse_before_s >= limits.GRAY_SPAN_S and spare_wh >= limits.LONG_PULSE_WH
    return ledger.heat_wh >= limits.PULSE_WH


class Climb(NamedTuple):
    """How fast the heater warms, seen from beat to beat; 0 K/s while it cools or is not known."""

    heater_c: float | None = None
    k_per_s: float = 0.0


def next_climb(was: Climb, heater_c: float | None, dt_s: float) -> Climb:
    """The climb over the last `dt_s`."""
    if heater_c is None or was.heater_c is None or heater_c < was.heater_c:
        return Climb(heater_c)
    return Climb(heater_c, (heater_c - was.heater_c) / dt_s)


def must_rest(heater_c: float, climb: Climb, box_c: float) -> bool:
    """Whether the heater is to be switched off at once, though nothing is wrong."""
    soon_c = heater_c + limits.LOOK_AHEAD_S * climb.k_per_s
    return soon_c >= limits.HEATER_REST_C or box_c >= limits.BOX_REST_C


class Signs(NamedTuple):
    """How long a sign of trouble has lasted."""

    cold: Timer = Timer()  # on, but not warm
    hot: Timer = Timer()  # off, but hot
    drain: Timer = Timer()  # off, but its current flows


CALM = Signs()


def next_signs(was: Signs, heater: Heater, over_k: float | None, drain_a: float | None, dt_s: float) -> Signs:
    """The signs after `dt_s`, for a heater `over_k` warmer than the air of its box. What is unknown is no sign."""
    since_s = heater.switched_s - dt_s  # when the time that is judged began
    if heater.on:
        cold = over_k is not None and over_k < limits.WARM_K and since_s >= limits.WARM_AFTER_S
        return Signs(cold=was.cold.step(True, dt_s, first_s=dt_s)) if cold else CALM
    hot = over_k is not None and over_k > limits.HOT_K and since_s >= limits.COOL_AFTER_S
    drains = drain_a is not None and drain_a > limits.DRAIN_A and since_s >= limits.QUIET_AFTER_S
    if not (hot or drains):
        return CALM
    return Signs(hot=was.hot.step(hot, dt_s, first_s=dt_s), drain=was.drain.step(drains, dt_s, first_s=dt_s))


def drain_a(charge_a: float | None, panel_a: float | None, fan: bool, light: bool) -> float | None:
    """Current that flows and that no load we switched on accounts for, at least; None when unknown.

    `charge_a` is positive into the battery. A panel current that is unknown counts as 0.
    """
    if charge_a is None:
        return None
    known_w = limits.OWN_WH_PER_DAY / 24.0 + limits.FAN_W * fan + limits.LIGHT_W * light
    return (1.0 - limits.METER_SHARE) * (panel_a or 0.0) - charge_a - known_w / limits.NOMINAL_V


def heats_untold(signs: Signs) -> bool:
    """Whether it seems to heat though it is off. No pulse begins meanwhile: that would hide the relay that is stuck."""
    return signs.hot.held_s > 0.0 or signs.drain.held_s > 0.0


def runs_away(signs: Signs) -> bool:
    """Whether it surely does: the sign has lasted."""
    return signs.hot.reached(limits.CONFIRM_S) or signs.drain.reached(limits.CONFIRM_S)


def cold_fault(signs: Signs, drain_a: float | None) -> HeaterFault:
    """What keeps a heater cold that is switched on, if it is cold."""
    if not signs.cold.reached(limits.CONFIRM_S):
        return HeaterFault.NONE
    return HeaterFault.PROBE_OFF if drain_a is not None and drain_a > limits.DRAIN_A else HeaterFault.NO_CURRENT


def heater_latched(was: Latched, signs: Signs, drain_a: float | None) -> Latched:
    """The latches after a look at the signs: a fault of the heater stays until reset."""
    if runs_away(signs):
        return was if was.runaway else was._replace(runaway=True)
    fault = cold_fault(signs, drain_a)
    if fault is HeaterFault.NONE or was.no_heat is not HeaterFault.NONE:
        return was
    return was._replace(no_heat=fault)
