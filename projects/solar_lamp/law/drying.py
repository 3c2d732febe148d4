"""How the box is dried: with the room's air when that is drier, else with heat when heat is worth most.

The lamp earns energy into a budget all day long, at an even pace, and pays for every minute of heat out of it. It asks
how much mold a little warmth would prevent now, and compares that with the usual answer of the last days. With a full
budget it buys always, with a half-full one when now is at least as good as usual, and with an empty one never. Where
heat would make mold grow faster (a wet wall stays at 100 %, only warmer) it never buys: there a person can do more.
"""

from __future__ import annotations

from typing import NamedTuple

from devices import Message
from science.humid_air import absolute_humidity_g_m3, relative_humidity_pct, rh_at_temperature_pct
from science.mold import critical_rh_pct

from .. import limits, reasons
from ..model import Seen, State
from .benefit import benefit_per_wh, price_per_wh, usual_benefit
from .energy import Ledger
from .heater import Heater, can_pay, switched, waited


class Air(NamedTuple):
    """What the drying looks at: the coldest surface, and the water in the air of the box and of the room."""

    surface_c: float
    surface_rh_pct: float
    box_g_m3: float
    room_g_m3: float | None  # None when unknown
    at_wall: bool = True  # False when the wall sensor is silent and the box's air stands for the surface

    @property
    def drier_g_m3(self) -> float | None:
        """How much less water the room's air holds."""
        return None if self.room_g_m3 is None else self.box_g_m3 - self.room_g_m3

    @property
    def dew_pct(self) -> float:
        """Humidity at that surface which heat cannot end: what the room's air brings there again and again.

        The mean of what two sensors say. A wet wall keeps the box's air at 100 % and no more, so a sensor that shows
        2 % too little would hide the dew; how far the room's air is above 100 % tells how sure it is. Where the box's
        own sensor says that the wall is dry, it is dry.
        """
        if self.room_g_m3 is None:
            return self.surface_rh_pct
        by_room_pct = relative_humidity_pct(self.surface_c, self.room_g_m3)
        return min((self.surface_rh_pct + by_room_pct) / 2.0, self.surface_rh_pct + limits.DEW_DOUBT_PCT)


def air_of(seen: Seen) -> Air:
    """The air as the drying looks at it. The wall is the coldest surface; without its sensor, the air stands for it."""
    box_c, box_pct, room_c, room_pct, wall_c = seen[:5]
    surface_c = box_c if wall_c is None else wall_c
    surface_pct = box_pct if wall_c is None else rh_at_temperature_pct(box_c, box_pct, wall_c)
    room_g_m3 = None
    if room_c is not None and room_pct is not None:
        room_g_m3 = absolute_humidity_g_m3(room_c, room_pct)
    return Air(surface_c, surface_pct, absolute_humidity_g_m3(box_c, box_pct), room_g_m3, at_wall=wall_c is not None)


class Fan(NamedTuple):
    """What is remembered of the fan. While it runs, one trial after the other asks whether it helps."""

    on: bool = False
    trial_s: float = 0.0
    trial_from_g_m3: float = 0.0  # water in the box's air when the trial began
    rest_s: float = limits.FAN_REST_S  # since it last was no help


class Drying(NamedTuple):
    """What the drying remembers. At most one of heater and fan is on."""

    wet: bool = False  # between the on and the off threshold it stays as it was
    rich: bool = False
    heater: Heater = Heater()
    fan: Fan = Fan()
    usual: float = 0.0  # benefit of heat in M per Wh, mean of the last damp days
    dew: bool = False  # on the coldest surface, out of the room's air
    useless: bool = False  # heat would make mold grow faster now
    air: Air | None = None  # as it was last looked at; None before the first look
    state: State = State.IDLE  # what all this comes to, and why
    why: Message = reasons.BOOTING


def later(was: Drying, dt_s: float) -> Drying:
    """The same `dt_s` later: how long heater and fan run or rest is counted here, on each tick, and only here."""
    wet, rich, heater, fan, usual, dew, useless, air, state, why = was
    fan = Fan(fan.on, fan.trial_s + dt_s, fan.trial_from_g_m3, fan.rest_s + dt_s)
    return Drying(wet, rich, waited(heater, dt_s), fan, usual, dew, useless, air, state, why)


def stopped(now: Drying) -> Drying:
    """Heater and fan off at once."""
    return now._replace(heater=switched(now.heater, on=False), fan=now.fan._replace(on=False, trial_s=0.0))


def next_drying(now: Drying, air: Air, ledger: Ledger, may_heat: bool, beat_s: float) -> Drying:
    """What to do for the next seconds. `may_heat` is False while heater or box are warm enough."""
    heater = now.heater
    wet = heater.must_stay_on or is_wet(now.wet, air)
    fan = next_fan(now.fan, air, wet and not heater.must_stay_on)
    gray = ledger.daily_harvest_wh < limits.GRAY_WH and ledger.soc < limits.GRAY_SOC
    rich = not gray and ledger.heat_share >= (limits.POOR if now.rich else limits.RICH)
    dew = air.dew_pct >= (limits.DEW_GONE_PCT if now.dew else limits.DEW_PCT)
    benefit = benefit_per_wh(air.surface_c, air.surface_rh_pct, dew)
    usual = usual_benefit(now.usual, benefit, beat_s) if wet and benefit > 0.0 else now.usual
    worth = benefit >= 0.0 and (rich or (benefit > 0.0 and benefit >= price_per_wh(usual, ledger.heat_share)))
    heats = wet and not fan.on and may_heat and can_pay(heater, ledger, worth, gray and benefit >= 0.0)
    on = heater.must_stay_on or heats
    return Drying(wet, rich, switched(heater, on), fan, usual, dew, benefit < 0.0 and not on, air)


def is_wet(was_wet: bool, air: Air) -> bool:
    """Whether mold may grow at the coldest surface; once damp, until it is clearly dry."""
    if was_wet:
        return air.surface_rh_pct >= limits.OFF_PCT
    return air.surface_rh_pct >= critical_rh_pct(air.surface_c) - limits.ON_BELOW_CRITICAL_PCT


def next_fan(now: Fan, air: Air, wanted: bool) -> Fan:
    """The fan for the next seconds."""
    trial_s, from_g_m3 = now.trial_s, now.trial_from_g_m3
    on = wanted and _fan_helps(now, air)
    if not (on and now.on and trial_s < limits.FAN_TRIAL_S):  # a new trial begins
        trial_s, from_g_m3 = 0.0, air.box_g_m3
    was_no_help = now.on and wanted and not on
    return Fan(on, trial_s, from_g_m3, 0.0 if was_no_help else now.rest_s)


def _fan_helps(now: Fan, air: Air) -> bool:
    """Whether the room's air dries the box. It never lets in air that is not drier, as in "nom" weather."""
    drier_g_m3 = air.drier_g_m3
    if drier_g_m3 is None:
        return False
    if not now.on:
        needed_g_m3 = max(limits.FAN_DRIER_G_M3, limits.FAN_DRIER_SHARE * air.box_g_m3)
        return now.rest_s >= limits.FAN_REST_S and drier_g_m3 >= needed_g_m3
    if now.trial_s < limits.FAN_TRIAL_S:
        return drier_g_m3 > 0.0
    return now.trial_from_g_m3 - air.box_g_m3 >= limits.FAN_MIN_GAIN_G_M3
