"""What the lamp may spend: a ledger of charge and harvest, with a budget each for heat and for light.

A village has no clock on the wall that this lamp could ask, so days are counted in seconds since it was switched on.
"""

from __future__ import annotations

from math import fsum
from typing import NamedTuple

from devices import Message, Timer
from science import battery
from science.battery import Gauge

from .. import limits, reasons
from ..model import Shed


class Ledger(NamedTuple):
    """Charge (0-1), harvest by the hour (Wh), and what is left in the budgets (Wh)."""

    known: bool = False  # False until the battery was measured once
    soc: float = 0.0
    full_s: float = 0.0  # seconds of small current at the controller's highest voltage
    calm: Timer = Timer()
    hour_s: float = 0.0
    hour_wh: float = 0.0
    hours_wh: tuple[float, ...] = (limits.FIRST_GUESS_WH / 24.0,) * limits.HARVEST_HOURS
    daily_harvest_wh: float = limits.FIRST_GUESS_WH
    heat_wh: float = limits.HEAT_BUDGET_MAX_WH / 2.0
    light_wh: float = limits.LIGHT_BUDGET_MAX_WH / 2.0

    @property
    def heat_share(self) -> float:
        """How full the heat budget is, 0-1."""
        return self.heat_wh / limits.HEAT_BUDGET_MAX_WH


class Used(NamedTuple):
    """What was on since the ledger was last written, in seconds."""

    heater_s: float = 0.0
    fan_s: float = 0.0
    light_s: float = 0.0


NOTHING_USED = Used()


def add_used(used: Used, heater: bool, fan: bool, light: bool, dt_s: float) -> Used:
    """What was on, after `dt_s` more of it."""
    if not (heater or fan or light):
        return used
    return Used(used.heater_s + heater * dt_s, used.fan_s + fan * dt_s, used.light_s + light * dt_s)


def daily_allowance_wh(daily_harvest_wh: float, soc: float) -> float:
    """Energy that heat, fan and light may use in a day; below 0 when not even the Pi itself can be fed."""
    return (
        limits.HARVEST_SHARE * daily_harvest_wh
        + (soc - limits.TARGET_SOC) * limits.CAPACITY_WH / limits.TARGET_DAYS
        - limits.OWN_WH_PER_DAY
    )


def next_ledger(was: Ledger, voltage_v: float, charge_a: float, panel_a: float, used: Used, dt_s: float) -> Ledger:
    """The ledger `dt_s` later. `charge_a` is positive into the battery; `panel_a` is what the panel gives."""
    soc, full_s, calm = _charge(was, voltage_v, charge_a, dt_s)
    hour_s, hour_wh = was.hour_s + dt_s, was.hour_wh + panel_a * voltage_v * dt_s / limits.HOUR_S
    hours_wh, daily_harvest_wh = was.hours_wh, was.daily_harvest_wh
    if hour_s >= limits.HOUR_S:
        hours_wh = (*hours_wh[1:], hour_wh)
        daily_harvest_wh = fsum(hours_wh) * 24.0 / limits.HARVEST_HOURS
        hour_s, hour_wh = 0.0, 0.0
    heat_wh, light_wh = _budgets(was, daily_allowance_wh(daily_harvest_wh, soc), used, dt_s)
    if soc >= limits.FULL_SOC and panel_a > limits.CALM_A:
        heat_wh += limits.HEATER_W * dt_s / limits.HOUR_S
    heat_wh = min(max(heat_wh, 0.0), limits.HEAT_BUDGET_MAX_WH)
    return Ledger(True, soc, full_s, calm, hour_s, hour_wh, hours_wh, daily_harvest_wh, heat_wh, light_wh)


def _charge(was: Ledger, voltage_v: float, charge_a: float, dt_s: float) -> tuple[float, float, Timer]:
    """Count the charge; where the current was small for long, let the rest voltage put the count right."""
    from_voltage = soc_from_rest(rest_v(voltage_v, charge_a))
    if not was.known:
        # In the sun the voltage promises too much; then begin modestly.
        return (min(from_voltage, limits.TARGET_SOC) if charge_a > limits.CALM_A else from_voltage), 0.0, Timer()
    soc, full_s = battery.gauge(Gauge(was.soc, was.full_s), charge_a, voltage_v, dt_s, limits.BATTERY)
    calm = was.calm.step(-limits.CALM_A < charge_a <= 0.0, dt_s, first_s=dt_s)
    if calm.reached(limits.CALM_S):
        soc += (from_voltage - soc) * min(dt_s / limits.CORRECTION_S, 1.0)
    return soc, full_s, calm


def _budgets(was: Ledger, allowance_wh: float, used: Used, dt_s: float) -> tuple[float, float]:
    """What is left for heat and for light."""
    income_wh = allowance_wh * dt_s / limits.DAY_S
    heat_wh = was.heat_wh - (limits.HEATER_W * used.heater_s + limits.FAN_W * used.fan_s) / limits.HOUR_S
    light_wh = was.light_wh - limits.LIGHT_W * used.light_s / limits.HOUR_S
    if income_wh > 0.0:
        light_wh += limits.LIGHT_SHARE * income_wh
        income_wh *= 1.0 - limits.LIGHT_SHARE
    heat_wh += income_wh
    if light_wh > limits.LIGHT_BUDGET_MAX_WH:  # what nobody uses for light dries the box
        heat_wh += light_wh - limits.LIGHT_BUDGET_MAX_WH
        light_wh = limits.LIGHT_BUDGET_MAX_WH
    return heat_wh, max(light_wh, 0.0)


def rest_v(voltage_v: float, charge_a: float) -> float:
    """The voltage the battery would show without current: V - I R."""
    return voltage_v - charge_a * limits.BATTERY.resistance_ohm


def soc_from_rest(at_rest_v: float) -> float:
    """State of charge, 0-1, by the voltage at rest."""
    return battery.soc_from_rest(at_rest_v, limits.BATTERY.chemistry)


def corrected(was: Ledger, voltage_v: float | None, charge_a: float | None) -> Ledger:
    """The ledger after the loads were shed: a count that promises more than the voltage at rest gives way to it."""
    if voltage_v is None or charge_a is None:
        return was
    return was._replace(soc=min(was.soc, soc_from_rest(rest_v(voltage_v, charge_a))))


def next_shed(was: Shed, low: bool, empty: bool, charged: bool) -> Shed:
    """What is shed now: more when the battery stays low, all given back only when it is well again."""
    if empty:
        return Shed.ALL
    if charged:
        return Shed.NOTHING
    return Shed.LOADS if was is Shed.NOTHING and low else was


def why_low(ledger: Ledger, at_rest_v: float) -> Message:
    """The sentence for a low battery: what the voltage says, or what was counted, never both."""
    back = {"back_v": limits.BACK_V, "back_pct": 100.0 * limits.BACK_SOC}
    if at_rest_v <= limits.SHED_V:
        return reasons.LOW_VOLTAGE(rest_v=at_rest_v, soc_pct=100.0 * soc_from_rest(at_rest_v), **back)
    return reasons.LOW_BATTERY(soc_pct=100.0 * ledger.soc, **back)
