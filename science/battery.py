"""A 12 V battery: rest voltage, terminal voltage, coulomb counting. Charge current is positive INTO the battery.

State of charge (soc) runs from 0 to 1. Rest voltages are tables of vendors' manuals; measure your own battery.
"""

from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

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
    efficiency_empty=0.97,  # from memory; 0.85 above 80 % where gassing begins
    efficiency_full=0.85,
    efficient_up_to=0.8,
    acceptance_h=1.0,  # ampere-hour law: amperes up to the missing ampere-hours (Vinal, Storage Batteries)
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


class BatteryState(NamedTuple):
    """State of charge 0-1 and the seconds of small current at absorption voltage."""

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


def accepted_a(soc: float, offered_a: float, battery: Battery) -> float:
    """Current that flows: what is offered, but no more charge than the battery takes; discharge passes unchanged."""
    if offered_a <= 0.0:
        return offered_a if soc > 0.0 else 0.0
    return min(offered_a, battery.capacity_ah * (1.0 - soc) / battery.chemistry.acceptance_h)


def terminal_voltage_v(soc: float, offered_a: float, battery: Battery, absorb_v: float | None = None) -> float:
    """Voltage at the clamps while `offered_a` is offered: V = rest + I R, and polarization when charging.

    Polarization is our choice: it rises in proportion to the share of the acceptable current in use, so that the
    clamps stand at the controller's absorption voltage just when the battery can't take all.
    """
    chemistry = battery.chemistry
    voltage_v = rest_voltage_v(soc, chemistry) + offered_a * battery.resistance_ohm
    if offered_a <= 0.0:
        return voltage_v
    ceiling_v = chemistry.absorb_v if absorb_v is None else absorb_v
    accepts_a = battery.capacity_ah * (1.0 - soc) / chemistry.acceptance_h
    if offered_a >= accepts_a or voltage_v >= ceiling_v:
        return ceiling_v
    return voltage_v + (ceiling_v - voltage_v) * offered_a / accepts_a


def step(
    state: BatteryState,
    charge_a: float,
    voltage_v: float,
    dt_s: float,
    battery: Battery = AGM_7AH,
    absorb_v: float | None = None,
) -> BatteryState:
    """Count the charge of `dt_s`: SOC += eta I dt / C, and full after 30 min below C/50 at absorption voltage.

    Serves the plant (true current) and a fuel gauge (measured current) alike.
    """
    chemistry = battery.chemistry
    soc, tail_s = state
    change = charge_a * dt_s / (3600.0 * battery.capacity_ah)
    if charge_a > 0.0:
        change *= charge_efficiency(soc, chemistry)
    soc += change
    soc = 0.0 if soc < 0.0 else 1.0 if soc > 1.0 else soc
    ceiling_v = chemistry.absorb_v if absorb_v is None else absorb_v
    if voltage_v < ceiling_v - ABSORB_RIPPLE_V or not 0.0 <= charge_a < TAIL_SHARE * battery.capacity_ah:
        return BatteryState(soc, 0.0)
    tail_s += dt_s
    return BatteryState(1.0 if tail_s >= TAIL_S else soc, tail_s)


def compensated_v(voltage_v: float, t_c: float, chemistry: Chemistry = LEAD_ACID) -> float:
    """Charge voltage at `t_c`: -3 mV per K and cell from 25 C for lead-acid, unchanged for LiFePO4."""
    if not chemistry.compensated:
        return voltage_v
    return voltage_v + COMPENSATION_V_PER_CELL_K * chemistry.cells * (t_c - COMPENSATION_AT_C)
