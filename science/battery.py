"""A 12 V battery: rest voltage, stored energy, terminal voltage, a fuel gauge. Current is positive INTO the battery.

State of charge (soc) runs from 0 to 1. Rest voltages are tables of vendors' manuals; measure your own battery.
What is not in a battery does not come out of it: `accepted_a` is never more than is there, and never more than fits.
"""

from bisect import bisect_right
from dataclasses import dataclass
from math import expm1
from typing import NamedTuple

SECONDS_PER_HOUR = 3600.0
TAIL_SHARE = 0.02  # of the capacity in A: below C/50 at absorption voltage a battery is full
TAIL_S = 1800.0  # for 30 minutes
ABSORB_RIPPLE_V = 0.05  # chosen: a controller holds its voltage no better
COMPENSATION_V_PER_CELL_K = -0.003  # EPsolar VS2024BN manual, per 2 V cell
COMPENSATION_AT_C = 25.0


@dataclass(frozen=True, slots=True)
class Chemistry:
    """One kind of 12 V battery: rest-voltage table, charge voltages and charge efficiencies."""

    soc: tuple[float, ...]
    rest_v: tuple[float, ...]
    absorb_v: float
    float_v: float
    efficiency_empty: float  # charge kept of charge given, at soc 0
    efficiency_full: float  # the same from soc `efficient_up_to` on; a straight line between
    efficient_up_to: float
    acceptance_h: float  # greatest charge current = missing charge / this time
    cells: int
    compensated: bool  # charge voltage follows temperature


LEAD_ACID = Chemistry(
    soc=(0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0),
    rest_v=(10.50, 11.31, 11.58, 11.75, 11.90, 12.06, 12.20, 12.32, 12.42, 12.50, 12.70),  # Renogy PWM manual
    absorb_v=14.4,  # sealed, BougeRV Sunflow manual
    float_v=13.8,
    efficiency_empty=0.97,  # from memory, not read; 0.85 above 80 % where gassing begins
    efficiency_full=0.85,
    efficient_up_to=0.8,
    acceptance_h=1.0,  # ampere-hour law: amperes up to the missing ampere-hours (Vinal, Storage Batteries; from memory)
    cells=6,
    compensated=True,
)
LIFEPO4 = Chemistry(
    soc=(0.0, 0.1, 0.2, 0.3, 0.4, 0.7, 0.9, 0.99, 1.0),
    rest_v=(10.0, 12.0, 12.8, 13.0, 13.2, 13.3, 13.4, 13.6, 14.6),  # vendors' charts, 4 cells
    absorb_v=14.1,  # KiloVault HLX manual
    float_v=13.4,
    efficiency_empty=0.99,
    efficiency_full=0.99,
    efficient_up_to=1.0,
    acceptance_h=0.25,  # chosen: takes nearly all it is given until almost full
    cells=4,
    compensated=False,
)


@dataclass(frozen=True, slots=True)
class Battery:
    """A battery one can buy: chemistry, capacity in Ah, internal resistance in ohm."""

    chemistry: Chemistry
    capacity_ah: float
    resistance_ohm: float


AGM_7AH = Battery(LEAD_ACID, 7.0, 0.035)  # 0.025-0.05 ohm, from memory


class Gauge(NamedTuple):
    """What a fuel gauge counts: state of charge 0-1, and the seconds of small current at absorption voltage."""

    soc: float
    tail_s: float = 0.0


def _between(xs: tuple[float, ...], ys: tuple[float, ...], x: float) -> float:
    if x <= xs[0]:
        return ys[0]
    if x >= xs[-1]:
        return ys[-1]
    i = bisect_right(xs, x)
    return ys[i - 1] + (ys[i] - ys[i - 1]) * (x - xs[i - 1]) / (xs[i] - xs[i - 1])


def rest_voltage_v(soc: float, chemistry: Chemistry = LEAD_ACID) -> float:
    """Voltage after some hours without current, straight lines between the points of the table."""
    return _between(chemistry.soc, chemistry.rest_v, soc)


def soc_from_rest(voltage_v: float, chemistry: Chemistry = LEAD_ACID) -> float:
    """State of charge from a rest voltage. On LiFePO4's plateau 0.1 V is 30 % of charge: use it at the ends only."""
    return _between(chemistry.rest_v, chemistry.soc, voltage_v)


def charge_efficiency(soc: float, chemistry: Chemistry = LEAD_ACID) -> float:
    """Share of the charge current that stays: a straight line down to `efficient_up_to`, then constant."""
    if soc >= chemistry.efficient_up_to:
        return chemistry.efficiency_full
    fall = chemistry.efficiency_empty - chemistry.efficiency_full
    return chemistry.efficiency_empty - fall * soc / chemistry.efficient_up_to


def stored_wh(soc: float, battery: Battery) -> float:
    """Energy that a battery can give at the most, down to empty: the integral of its rest voltage over the charge."""
    socs, volts = battery.chemistry.soc, battery.chemistry.rest_v
    found = 0.0
    for low, high, low_v, high_v in zip(socs, socs[1:], volts, volts[1:], strict=False):
        if soc <= low:
            break
        top = min(soc, high)
        top_v = low_v + (high_v - low_v) * (top - low) / (high - low)
        found += 0.5 * (low_v + top_v) * (top - low)
    return found * battery.capacity_ah


def accepted_a(soc: float, offered_a: float, battery: Battery, dt_s: float) -> float:
    """Mean current over `dt_s`: what is offered (below 0: asked for), but no more than fits in or is there.

    What a battery takes falls with what is missing, so that it fills up along an exponential curve.
    """
    if offered_a <= 0.0:
        there_ah = soc * battery.capacity_ah
        return max(offered_a, -there_ah * SECONDS_PER_HOUR / dt_s) if dt_s > 0.0 else offered_a
    missing_ah, acceptance_h = battery.capacity_ah * (1.0 - soc), battery.chemistry.acceptance_h
    share = charge_efficiency(soc, battery.chemistry) * dt_s / (SECONDS_PER_HOUR * acceptance_h)
    return min(offered_a, missing_ah / acceptance_h * (-expm1(-share) / share if share > 0.0 else 1.0))


def charged(soc: float, current_a: float, dt_s: float, battery: Battery) -> float:
    """State of charge after `dt_s` with a current that `accepted_a` has allowed: SOC += eta I dt / C."""
    change = current_a * dt_s / (SECONDS_PER_HOUR * battery.capacity_ah)
    if current_a > 0.0:
        change *= charge_efficiency(soc, battery.chemistry)
    return min(max(soc + change, 0.0), 1.0)  # only for the last digit


def charging_voltage_v(soc: float, offered_a: float, battery: Battery, absorb_v: float | None = None) -> float:
    """Voltage at the clamps while `offered_a` above 0 is offered: V = rest + I R + polarization.

    Polarization is our choice: it rises in proportion to the share of the acceptable current in use, so that the
    clamps stand at the controller's absorption voltage just when the battery can't take all.
    """
    chemistry = battery.chemistry
    ceiling_v = chemistry.absorb_v if absorb_v is None else absorb_v
    voltage_v = rest_voltage_v(soc, chemistry) + offered_a * battery.resistance_ohm
    accepts_a = battery.capacity_ah * (1.0 - soc) / chemistry.acceptance_h
    if offered_a >= accepts_a or voltage_v >= ceiling_v:
        return ceiling_v
    return voltage_v + (ceiling_v - voltage_v) * offered_a / accepts_a


def is_tail(charge_a: float, voltage_v: float, ceiling_v: float, battery: Battery) -> bool:
    """Whether a battery takes less than C/50 at its absorption voltage: after 30 min of that it counts as full."""
    return voltage_v >= ceiling_v - ABSORB_RIPPLE_V and 0.0 <= charge_a < TAIL_SHARE * battery.capacity_ah


def gauge(was: Gauge, charge_a: float, voltage_v: float, dt_s: float, battery: Battery = AGM_7AH) -> Gauge:
    """A fuel gauge `dt_s` later, from measured current and voltage: it counts, and full sets it to 1."""
    soc = charged(was.soc, charge_a, dt_s, battery)
    if not is_tail(charge_a, voltage_v, battery.chemistry.absorb_v, battery):
        return Gauge(soc, 0.0)
    tail_s = was.tail_s + dt_s
    return Gauge(1.0 if tail_s >= TAIL_S else soc, tail_s)


def compensated_v(voltage_v: float, t_c: float, chemistry: Chemistry = LEAD_ACID) -> float:
    """Charge voltage at `t_c`: -3 mV per K and cell from 25 C for lead-acid, unchanged for LiFePO4."""
    if not chemistry.compensated:
        return voltage_v
    return voltage_v + COMPENSATION_V_PER_CELL_K * chemistry.cells * (t_c - COMPENSATION_AT_C)
