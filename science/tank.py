"""A water tank: what goes in, what goes out, what runs over."""

from typing import NamedTuple


class TankStep(NamedTuple):
    """Liters in the tank, liters drawn, and liters spilled over the rim."""

    level_l: float
    drawn_l: float
    spilled_l: float


def step(level_l: float, capacity_l: float, inflow_lpm: float, outflow_lpm: float, dt_s: float) -> TankStep:
    """Tank `dt_s` later for wanted flows of 0 or more; less is drawn when it runs empty, and water is never lost."""
    available_l = level_l + inflow_lpm * dt_s / 60.0
    wanted_l = outflow_lpm * dt_s / 60.0
    drawn_l = wanted_l if wanted_l < available_l else available_l
    left_l = available_l - drawn_l
    if left_l <= capacity_l:
        return TankStep(left_l, drawn_l, 0.0)
    return TankStep(capacity_l, drawn_l, left_l - capacity_l)


def mixed(level_l: float, value: float, added_l: float, added_value: float) -> float:
    """Turbidity, dissolved solids or temperature after `added_l` of other water was stirred in."""
    total_l = level_l + added_l
    return value if total_l <= 0.0 else (level_l * value + added_l * added_value) / total_l
