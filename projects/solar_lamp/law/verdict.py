"""What the drying comes to: the working state, and the sentence that says why."""

from __future__ import annotations

from devices import Message

from .. import limits, reasons
from ..model import State
from .drying import Drying
from .energy import Ledger


def judged(drying: Drying, ledger: Ledger, saved: bool, doubted: bool) -> Drying:
    """The same, with the working state that it comes to, and why.

    `saved`: the newest latches are on the card. `doubted`: the heater seems to heat though it is off.
    """
    state, why = _verdict(drying, ledger, saved, doubted)
    return drying._replace(state=state, why=why)


def _verdict(drying: Drying, ledger: Ledger, saved: bool, doubted: bool) -> tuple[State, Message]:
    air, heats = drying.air, drying.heater.on
    assert air is not None
    rh_pct, place = air.surface_rh_pct, reasons.AT_WALL if air.at_wall else reasons.IN_AIR
    if not drying.wet:
        return State.IDLE, reasons.DRY_ENOUGH(rh_pct=rh_pct, place=place)
    if drying.fan.on:
        return State.DRY_FAN, reasons.FAN_HELPS(less_g_m3=air.drier_g_m3)
    if drying.useless:
        return State.DEW, reasons.DEW(rh_pct=rh_pct, place=place)
    state = State.DRY_HEAT if drying.rich else State.RATION
    if heats:
        return state, reasons.HEATING(rh_pct=rh_pct, place=place) if drying.rich else reasons.RATION_HEATING(
            rh_pct=rh_pct
        )
    if not saved:
        return state, reasons.HEAT_UNSAVED(rh_pct=rh_pct, place=place)
    if doubted:
        return state, reasons.HEAT_DOUBTED(rh_pct=rh_pct)
    if ledger.soc <= limits.HEAT_SHED_SOC:
        return state, reasons.HEAT_SHED(soc_pct=100.0 * ledger.soc, rh_pct=rh_pct)
    if drying.rich:
        return state, reasons.HEATER_RESTS(rh_pct=rh_pct, limit_c=limits.HEATER_LIMIT_C)
    return state, reasons.RATION_WAITING(budget_wh=ledger.heat_wh, rh_pct=rh_pct)
