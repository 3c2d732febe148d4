"""What the lamp may spend: how full the battery is, what the panel brought, and a purse each for heat and light.

A village has no clock on the wall that this lamp could ask, so days are counted in seconds since it was switched on.
"""

from __future__ import annotations

from typing import NamedTuple

from science import battery
from science.battery import BatteryState

# Your battery: also change the limits below when it is not lead-acid.
BATTERY = battery.AGM_7AH  # 12 V, 7 Ah, 0.035 ohm
NOMINAL_V = 12.0
CAPACITY_WH = BATTERY.capacity_ah * NOMINAL_V
RESISTANCE_OHM = BATTERY.resistance_ohm

SHED_V = 12.06  # rest voltage at half charge, Renogy PWM manual; deeper, the battery dies young
SHED_SOC = 0.50
LAST_V = 11.5  # low-voltage disconnect: only the logger goes on, Morningstar SunSaver
BACK_V = 12.6  # low-voltage reconnect, Morningstar SunSaver
BACK_SOC = 0.60  # chosen, with BACK_V: the sun lifts the voltage long before the charge is back
LIGHT_SHED_SOC = 0.55  # the light goes before the heat; chosen
LIGHT_BACK_SOC = 0.60
HEAT_SHED_SOC = 0.54  # then the heat, a little before all loads are shed
# LiFePO4 (KiloVault HLX manual): SHED_V 12.8, LAST_V 12.25, BACK_V 13.0; its voltage says little between.

HEATER_W = 10.0
LIGHT_W = 3.0
FAN_W = 1.2
OWN_WH_PER_DAY = 17.0  # Raspberry Pi Zero 2 W with its sensors, 0.7 W; measure yours

HARVEST_SHARE = 0.8  # of the harvest may be spent: a battery gives back 0.8-0.9 of what it is given
TARGET_SOC = 0.6  # above it the budget grows, below it shrinks, so that it is made up in three days
TARGET_DAYS = 3.0
HARVEST_HOURS = 72  # the mean harvest is that of three days
FIRST_GUESS_WH = 30.0  # a day, until three days are known: a small panel in a gray month
LIGHT_SHARE = 0.2  # of the budget
LIGHT_PURSE_WH = 6.0  # two hours of light can be saved up
HEAT_PURSE_WH = 40.0  # about as much as the battery holds above half
FULL_SOC = 0.97  # above it the panel's sun is thrown away: heat costs nothing

DAY_S = 86_400.0
HOUR_S = 3600.0
CALM_A = 0.1  # with less current than that the voltage is a rest voltage
CALM_S = 1800.0  # after half an hour of it
CORRECTION_S = 3600.0  # then the charge follows the rest voltage within an hour


class Book(NamedTuple):
    """The energy book: charge (0-1), harvest by the hour (Wh), and what is left in the purses (Wh)."""

    known: bool = False  # False until the battery was measured once
    soc: float = 0.0
    full_s: float = 0.0  # seconds of small current at the controller's highest voltage
    calm_s: float = 0.0
    hour_s: float = 0.0
    hour_wh: float = 0.0
    hours_wh: tuple[float, ...] = (FIRST_GUESS_WH / 24.0,) * HARVEST_HOURS
    daily_harvest_wh: float = FIRST_GUESS_WH
    heat_wh: float = HEAT_PURSE_WH / 2.0
    light_wh: float = LIGHT_PURSE_WH / 2.0

    @property
    def heat_share(self) -> float:
        """How full the heat purse is, 0-1."""
        return self.heat_wh / HEAT_PURSE_WH


class Used(NamedTuple):
    """What was on since the book was last written, in seconds."""

    heater_s: float = 0.0
    fan_s: float = 0.0
    light_s: float = 0.0


NOTHING_USED = Used()


def add_used(used: Used, heater: bool, fan: bool, light: bool, dt_s: float) -> Used:
    """What was on, after `dt_s` more of it."""
    if not (heater or fan or light):
        return used
    return Used(used.heater_s + heater * dt_s, used.fan_s + fan * dt_s, used.light_s + light * dt_s)


def daily_budget_wh(daily_harvest_wh: float, soc: float) -> float:
    """Energy that heat, fan and light may use in a day; below 0 when not even the Pi itself can be fed."""
    return HARVEST_SHARE * daily_harvest_wh + (soc - TARGET_SOC) * CAPACITY_WH / TARGET_DAYS - OWN_WH_PER_DAY


def write_book(book: Book, voltage_v: float, charge_a: float, panel_a: float, used: Used, dt_s: float) -> Book:
    """The book after `dt_s` more. `charge_a` is positive into the battery; `panel_a` is what the panel gives."""
    soc, full_s, calm_s = _charge(book, voltage_v, charge_a, dt_s)
    hour_s, hour_wh = book.hour_s + dt_s, book.hour_wh + panel_a * voltage_v * dt_s / HOUR_S
    hours_wh, daily_harvest_wh = book.hours_wh, book.daily_harvest_wh
    if hour_s >= HOUR_S:
        hours_wh = (*hours_wh[1:], hour_wh)
        daily_harvest_wh = sum(hours_wh) * 24.0 / HARVEST_HOURS
        hour_s, hour_wh = 0.0, 0.0
    heat_wh, light_wh = _purses(book, daily_budget_wh(daily_harvest_wh, soc), used, dt_s)
    if soc >= FULL_SOC and panel_a > CALM_A:
        heat_wh += HEATER_W * dt_s / HOUR_S
    heat_wh = min(max(heat_wh, 0.0), HEAT_PURSE_WH)
    return Book(True, soc, full_s, calm_s, hour_s, hour_wh, hours_wh, daily_harvest_wh, heat_wh, light_wh)


def _charge(book: Book, voltage_v: float, charge_a: float, dt_s: float) -> tuple[float, float, float]:
    """Count the charge; where the current was small for long, let the rest voltage put the count right."""
    from_voltage = battery.soc_from_rest(rest_v(voltage_v, charge_a), BATTERY.chemistry)
    if not book.known:
        # In the sun the voltage promises too much; then begin modestly.
        return (min(from_voltage, TARGET_SOC) if charge_a > CALM_A else from_voltage), 0.0, 0.0
    soc, full_s = battery.step(BatteryState(book.soc, book.full_s), charge_a, voltage_v, dt_s, BATTERY)
    calm_s = book.calm_s + dt_s if -CALM_A < charge_a <= 0.0 else 0.0
    if calm_s >= CALM_S:
        soc += (from_voltage - soc) * min(dt_s / CORRECTION_S, 1.0)
    return soc, full_s, calm_s


def _purses(book: Book, budget_wh: float, used: Used, dt_s: float) -> tuple[float, float]:
    income_wh = budget_wh * dt_s / DAY_S
    heat_wh = book.heat_wh - (HEATER_W * used.heater_s + FAN_W * used.fan_s) / HOUR_S
    light_wh = book.light_wh - LIGHT_W * used.light_s / HOUR_S
    if income_wh > 0.0:
        light_wh += LIGHT_SHARE * income_wh
        income_wh *= 1.0 - LIGHT_SHARE
    heat_wh += income_wh
    if light_wh > LIGHT_PURSE_WH:  # what nobody uses for light dries the box
        heat_wh += light_wh - LIGHT_PURSE_WH
        light_wh = LIGHT_PURSE_WH
    return heat_wh, max(light_wh, 0.0)


def rest_v(voltage_v: float, charge_a: float) -> float:
    """The voltage the battery would show without current: V - I R."""
    return voltage_v - charge_a * RESISTANCE_OHM
