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
    # Unpacked once, in the order of Sensed: that is quicker than asking for each name.
    (raw_low, raw_high, product_low, product_high, lpm, raw_ntu, product_ntu, tds_ppm, uv_a, battery_v, battery_a,
     reset) = sensed  # fmt: skip
    if (
        raw_low is None
        or raw_high is None
        or product_low is None
        or product_high is None
        or lpm is None
        or raw_ntu is None
        or product_ntu is None
        or uv_a is None
        or battery_v is None
        or battery_a is None
    ):
        missing = [name for name in sorted(SAFETY_INPUTS) if getattr(sensed, name) is None]
        return reasons.SENSOR_LOST(part=", ".join(missing))
    if raw_high and not raw_low:
        return reasons.FLOATS_DISAGREE(tank=reasons.RAW_TANK)
    if product_high and not product_low:
        return reasons.FLOATS_DISAGREE(tank=reasons.PRODUCT_TANK)
    rest_v = rest_voltage_v(battery_v, battery_a)
    return Seen(
        raw_low, raw_high, product_low, product_high, lpm, raw_ntu, product_ntu, uv_a, battery_v, rest_v, battery_a,
        tds_ppm, reset is True,
    )  # fmt: skip


def rest_voltage_v(voltage_v: float, current_a: float) -> float:
    """What the battery would show without current, V - I R; `current_a` is positive into the battery.

    Charging lifts the voltage much more than the same current pulls it down, so a larger R is taken off.
    """
    return voltage_v - current_a * (CHARGING_OHM if current_a > 0.0 else BATTERY_OHM)
