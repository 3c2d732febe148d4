"""How the box is dried: with the room's air when that is drier, else with heat, and with little energy by the hour."""

from __future__ import annotations

from typing import NamedTuple

from science.mold import critical_rh_pct

from .benefit import benefit_per_wh, price_per_wh, usual_benefit
from .energy import CAPACITY_WH, HEAT_SHED_SOC, HEATER_W, HOUR_S, OWN_WH_PER_DAY, Book

ON_BELOW_CRITICAL_PCT = 5.0  # DHT22: +-5 % at most above 90 %, +-2 % typical; so 75 % from 20 C on
OFF_PCT = 70.0

FAN_DRIER_G_M3 = 1.0  # the room must hold this much less water; two DHT22 differ by less
FAN_LEAST_GAIN_G_M3 = 0.3  # in 20 minutes; else the fan is no help
FAN_LOOK_S = 20 * 60.0
FAN_REST_S = 3600.0  # chosen: then leave it for an hour

HEATER_ON_S = 600.0  # ten minutes at least, on and off, for the relay's contacts; only heat cuts a pulse short
HEATER_OFF_S = 600.0
LONG_ON_S = 3600.0  # in gray days: fewer, longer pulses; the box needs 17 minutes to warm by two thirds
HOT_OFF_S = 1200.0  # after a pulse that heat cut short: in warm air many half pulses would wear the relay for little
PULSE_WH = HEATER_W * HEATER_ON_S / HOUR_S
LONG_PULSE_WH = HEATER_W * LONG_ON_S / HOUR_S

RICH = 0.75  # of the heat purse: from here on no rationing
POOR = 0.50  # until it is down to this
GRAY_WH = 2.0 * OWN_WH_PER_DAY  # chosen: a daily harvest that leaves as much for heat as the Pi itself takes
GRAY_SPAN_S = 24 * HOUR_S  # in gray days at most two pulses in so long: the relay moves less than six times a day
FULL_ENOUGH_SOC = 0.75  # chosen: below it the battery can't pay what gray days put into the purse


class Air(NamedTuple):
    """What the drying looks at: the coldest surface, the box, and the room (None when unknown)."""

    surface_c: float
    surface_rh_pct: float
    box_g_m3: float
    room_g_m3: float | None
    may_heat: bool  # False while heater or box are warm enough
    at_wall: bool = True  # False when the wall sensor is silent and the box's air stands for the surface


class Drying(NamedTuple):
    """What the drying remembers. At most one of `heater` and `fan` is on."""

    wet: bool = False  # between the on and the off threshold it stays as it was
    rich: bool = False
    heater: bool = False
    fan: bool = False
    heater_s: float = 0.0  # since the heater was last switched
    off_s: float = HEATER_OFF_S  # how long it must stay off
    pulse_s: float = GRAY_SPAN_S  # since the last pulse of heat began,
    before_s: float = GRAY_SPAN_S  # and the one before it
    fan_s: float = 0.0  # of this look at the fan
    fan_from_g_m3: float = 0.0
    fan_rest_s: float = FAN_REST_S
    usual: float = 0.0  # benefit of heat in M per Wh, mean of the last damp days
    rh_pct: float | None = None  # what was seen, for the reason given to people; None before the first look
    at_wall: bool = True
    drier_g_m3: float | None = None  # None while the room is unknown


def stopped(drying: Drying, dt_s: float) -> Drying:
    """Heater and fan off at once, for the safe states."""
    heater_s = 0.0 if drying.heater else drying.heater_s + dt_s
    fan_rest_s = drying.fan_rest_s + dt_s
    drying = drying._replace(pulse_s=drying.pulse_s + dt_s, before_s=drying.before_s + dt_s)
    return drying._replace(heater=False, fan=False, heater_s=heater_s, fan_s=0.0, fan_rest_s=fan_rest_s)


def rested(drying: Drying) -> Drying:
    """A running heater off before it is too hot, and for longer than usual."""
    return stopped(drying, 0.0)._replace(off_s=HOT_OFF_S)


def next_drying(was: Drying, air: Air, book: Book, dt_s: float) -> Drying:
    """What to do for the next seconds. A heater that was just switched on stays so for ten minutes."""
    heater_s = was.heater_s + dt_s
    rh_pct, drier_g_m3 = air.surface_rh_pct, None if air.room_g_m3 is None else air.box_g_m3 - air.room_g_m3
    keep_on = was.heater and heater_s < HEATER_ON_S
    wet = keep_on or _is_wet(was.wet, air)
    benefit = benefit_per_wh(air.surface_c, rh_pct)
    usual = usual_benefit(was.usual, benefit, dt_s) if wet else was.usual
    saving = book.daily_harvest_wh < GRAY_WH and book.soc < FULL_ENOUGH_SOC
    rich = not saving and book.heat_share >= (POOR if was.rich else RICH)

    fan_s, fan_from_g_m3 = was.fan_s + dt_s, was.fan_from_g_m3
    fan = wet and not keep_on and _fan_helps(was, air, fan_s)
    if not fan or not was.fan or fan_s >= FAN_LOOK_S:  # a new look begins
        fan_s, fan_from_g_m3 = 0.0, air.box_g_m3
    fan_rest_s = 0.0 if was.fan and not fan else was.fan_rest_s + dt_s

    worth = rich or (benefit > 0.0 and benefit >= price_per_wh(usual, book.heat_share))
    pulse_s, before_s = was.pulse_s + dt_s, was.before_s + dt_s
    enough = saving and not was.heater and before_s < GRAY_SPAN_S
    may_heat = wet and not fan and air.may_heat and not enough
    heater = keep_on or (may_heat and _buy_heat(was, book, worth, saving, heater_s))
    if heater and not was.heater:
        pulse_s, before_s = 0.0, pulse_s
    off_s = HEATER_OFF_S if heater else was.off_s
    if heater != was.heater:
        heater_s = 0.0
    fan_now = fan_s, fan_from_g_m3, fan_rest_s
    pulses = pulse_s, before_s
    return Drying(wet, rich, heater, fan, heater_s, off_s, *pulses, *fan_now, usual, rh_pct, air.at_wall, drier_g_m3)


def _is_wet(was_wet: bool, air: Air) -> bool:
    if was_wet:
        return air.surface_rh_pct >= OFF_PCT
    return air.surface_rh_pct >= critical_rh_pct(air.surface_c) - ON_BELOW_CRITICAL_PCT


def _fan_helps(was: Drying, air: Air, fan_s: float) -> bool:
    """Whether the room's air dries the box. It never lets in air that is not drier, as in "nom" weather."""
    if air.room_g_m3 is None:
        return False
    drier_g_m3 = air.box_g_m3 - air.room_g_m3
    if not was.fan:
        return was.fan_rest_s >= FAN_REST_S and drier_g_m3 >= FAN_DRIER_G_M3
    if fan_s < FAN_LOOK_S:
        return drier_g_m3 > 0.0
    return was.fan_from_g_m3 - air.box_g_m3 >= FAN_LEAST_GAIN_G_M3


def _buy_heat(was: Drying, book: Book, worth: bool, saving: bool, heater_s: float) -> bool:
    """Whether to heat: a pulse begins when it can be paid for and its hour is worth it. Gray days: few, long pulses."""
    if book.soc <= HEAT_SHED_SOC:
        return False
    if was.heater:
        return book.heat_wh >= 0.0 and (worth or (saving and heater_s < LONG_ON_S))
    if not worth or heater_s < was.off_s:
        return False
    if saving:
        return min(book.heat_wh, (book.soc - HEAT_SHED_SOC) * CAPACITY_WH) >= LONG_PULSE_WH
    return book.heat_wh >= PULSE_WH
