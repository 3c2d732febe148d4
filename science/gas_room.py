"""Gas in a room: one well-mixed volume, or a low and a high zone for gas that is heavier than air.

    V dC/dt = Qg - (Qa + Qg) C        C share of gas, Qg gas in, Qa fresh air in

Source: dilution equation, BS 5925:1991. All steps are exact for constant flows.
"""

from math import exp
from typing import NamedTuple

from science.two_nodes import advance

PPM = 1e6
SECONDS_PER_HOUR = 3600.0
LOW_ZONE_SHARE = 0.2  # chosen: lowest 0.3-0.5 m of a room; LPG weighs 1.5-2 times as much as air
ZONE_EXCHANGE_PER_H = 3.0  # chosen, 2-5: times an hour the low zone swaps its air with the high zone


def step_ppm(
    ppm: float, gas_m3_h: float, fresh_air_m3_h: float, volume_m3: float, dt_s: float, mixing: float = 1.0
) -> float:
    """Gas in the room `dt_s` later. `mixing` 0-1 slows the exchange of a badly mixed room (USBR HVAC guide 2006)."""
    flow_m3_h = fresh_air_m3_h + gas_m3_h
    if flow_m3_h <= 0.0:
        return ppm
    target_ppm = PPM * gas_m3_h / flow_m3_h
    return target_ppm + (ppm - target_ppm) * exp(-mixing * flow_m3_h * dt_s / (volume_m3 * SECONDS_PER_HOUR))


class TwoZones(NamedTuple):
    """Gas near the floor and above, ppm."""

    low_ppm: float = 0.0
    high_ppm: float = 0.0


def step_zones(
    zones: TwoZones,
    gas_m3_h: float,
    fresh_air_m3_h: float,
    volume_m3: float,
    dt_s: float,
    low_share: float = LOW_ZONE_SHARE,
    exchange_per_h: float = ZONE_EXCHANGE_PER_H,
) -> TwoZones:
    """Gas in both zones `dt_s` later, for a leak near the floor.

    Fresh air reaches each zone in proportion to its volume. `exchange_per_h` (above 0) counts in low-zone volumes.
    Gas that pours into the low zone pushes as much of its air up.
    """
    low_m3, high_m3 = volume_m3 * low_share, volume_m3 * (1.0 - low_share)
    swap_m3_h = exchange_per_h * low_m3
    fresh_per_h = fresh_air_m3_h / volume_m3
    up_m3_h = swap_m3_h + gas_m3_h
    hour = SECONDS_PER_HOUR
    low, high = advance(
        zones.low_ppm,
        zones.high_ppm,
        PPM * gas_m3_h / (low_m3 * hour),
        0.0,
        -(up_m3_h / low_m3 + fresh_per_h) / hour,
        swap_m3_h / (low_m3 * hour),
        up_m3_h / (high_m3 * hour),
        -(up_m3_h / high_m3 + fresh_per_h) / hour,
        dt_s,
    )
    return TwoZones(low, high)
