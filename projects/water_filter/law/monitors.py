"""What is asked on every tick, whatever the filter does: is all known, and does nothing flow that should not?"""

from __future__ import annotations

from devices import Message, Press

from .. import limits, reasons
from ..model import RUNNING, Seen, Sensed, State
from .memory import Memory, Step
from .trips import latch

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
        "product_switch_closed",
        "battery_voltage_v",
        "battery_current_a",
    }
)  # not water_tds_ppm: sand does not change it, so it is told to people and trips nothing


def look(sensed: Sensed, button: Press) -> Seen | Message:
    """All that is seen, or the reason why the law can't see. `button`: the reset button at the last tick."""
    # Unpacked once, in the order of Sensed: that is quicker than asking for each name.
    (raw_low, raw_high, product_low, product_high, lpm, raw_ntu, product_ntu, tds_ppm, uv_a, product_shut, battery_v,
     battery_a, reset, saved, _) = sensed  # fmt: skip
    if (
        raw_low is None
        or raw_high is None
        or product_low is None
        or product_high is None
        or lpm is None
        or raw_ntu is None
        or product_ntu is None
        or uv_a is None
        or product_shut is None
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
        raw_low, raw_high, product_low, product_high, lpm, raw_ntu, product_ntu, uv_a, product_shut, battery_v,
        rest_v, battery_a, tds_ppm, button.counts(reset), saved,
    )  # fmt: skip


def rest_voltage_v(voltage_v: float, current_a: float) -> float:
    """What the battery would show without current, V - I R; `current_a` is positive into the battery.

    Charging lifts the voltage much more than the same current pulls it down, so a larger R is taken off.
    """
    return voltage_v - current_a * (limits.CHARGING_OHM if current_a > 0.0 else limits.BATTERY_OHM)


def should_not_flow(now: Memory, seen: Seen) -> Step | None:
    """LEAK when water does, WELDED when current or the product valve does; latched at once. None when all is well."""
    if now.timers.ajar.reached(limits.VALVE_SHUT_S) and now.state is not State.LEAK and now.state is not State.WELDED:
        return latch(now, State.WELDED, reasons.VALVE_OPEN)
    if now.state in RUNNING:
        return _running(now, seen)
    if now.since_s < limits.REST_S or now.state is State.LEAK:  # what was on a moment ago may still show
        return None
    if seen.flow_lpm > limits.LEAK_REST_LPM:
        return latch(now, State.LEAK, reasons.LEAK_RESTING(lpm=seen.flow_lpm))
    if now.state is State.WELDED:
        return None
    if seen.uv_a > limits.UV_REST_A:
        return latch(now, State.WELDED, reasons.LAMP_WELDED(current_a=seen.uv_a))
    if now.timers.drain.reached(limits.DRAIN_S):
        return latch(now, State.WELDED, reasons.RELAY_WELDED(current_a=-seen.battery_a, limit_a=limits.MAX_REST_A))
    return None


def _running(now: Memory, seen: Seen) -> Step | None:
    """More water than the filter lets through. A backwash, and a pump that catches water, may bring more."""
    if seen.flow_lpm <= limits.LEAK_HIGH_LPM or now.state is State.PRIME or now.state is State.BACKWASH:
        return None
    if now.state is State.RINSE and now.since_s < limits.SETTLE_S + limits.PRIME_S:
        return None
    return latch(now, State.LEAK, reasons.LEAK_RUNNING(lpm=seen.flow_lpm))
