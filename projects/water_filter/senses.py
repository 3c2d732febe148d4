"""Looking before acting: either every safety input is known, or the law knows that it is blind."""

from __future__ import annotations

from devices import Message

from . import reasons
from .limits import BATTERY_OHM, CHARGING_OHM
from .states import Seen, Sensed

SAFETY_INPUTS = frozenset(
    {
        "raw_low_wet",
        "raw_high_wet",
        "product_low_wet",
        "product_high_wet",
        "filter_flow_lpm",
        "raw_turbidity_ntu",
        "product_turbidity_ntu",
        "uv_current_a",
        "battery_voltage_v",
        "battery_current_a",
    }
)  # not water_tds_ppm: sand does not change it, so it is told to people and trips nothing


def look(sensed: Sensed) -> Seen | Message:
    """All that is seen, or the reason why the law can't see."""
    if (
        sensed.raw_low_wet is None
        or sensed.raw_high_wet is None
        or sensed.product_low_wet is None
        or sensed.product_high_wet is None
        or sensed.filter_flow_lpm is None
        or sensed.raw_turbidity_ntu is None
        or sensed.product_turbidity_ntu is None
        or sensed.uv_current_a is None
        or sensed.battery_voltage_v is None
        or sensed.battery_current_a is None
    ):
        missing = [name for name in sorted(SAFETY_INPUTS) if getattr(sensed, name) is None]
        return reasons.SENSOR_LOST(part=", ".join(missing))
    if sensed.raw_high_wet and not sensed.raw_low_wet:
        return reasons.FLOATS_DISAGREE(tank=reasons.RAW_TANK)
    if sensed.product_high_wet and not sensed.product_low_wet:
        return reasons.FLOATS_DISAGREE(tank=reasons.PRODUCT_TANK)
    return Seen(
        sensed.raw_low_wet,
        sensed.raw_high_wet,
        sensed.product_low_wet,
        sensed.product_high_wet,
        sensed.filter_flow_lpm,
        sensed.raw_turbidity_ntu,
        sensed.product_turbidity_ntu,
        sensed.uv_current_a,
        sensed.battery_voltage_v,
        rest_voltage_v(sensed.battery_voltage_v, sensed.battery_current_a),
        sensed.water_tds_ppm,
        sensed.reset_pressed is True,
    )


def rest_voltage_v(voltage_v: float, current_a: float) -> float:
    """What the battery would show without current, V - I R; `current_a` is positive into the battery.

    Charging lifts the voltage much more than the same current pulls it down, so a larger R is taken off.
    """
    return voltage_v - current_a * (CHARGING_OHM if current_a > 0.0 else BATTERY_OHM)
