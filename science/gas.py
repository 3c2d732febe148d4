"""Gas in a room: how it spreads, from which share a spark can light it, and when carbon monoxide must sound an alarm.

    V dC/dt = Qg - (Qa + Qg) C        C share of gas, Qg gas in, Qa fresh air in

One well-mixed volume, or a low and a high zone for gas that is heavier than air. Source: dilution equation, as in BS
5925:1991 (from memory, the standard was not read). All steps are exact for constant flows.
"""

from math import exp
from typing import NamedTuple

from science.two_nodes import advance

# Spreading
PPM = 1e6
SECONDS_PER_HOUR = 3600.0
LOW_ZONE_SHARE = 0.2  # chosen: lowest 0.3-0.5 m of a room; LPG weighs 1.5-2 times as much as air
ZONE_EXCHANGE_PER_H = 3.0  # chosen, 2-5: times an hour the low zone swaps its air with the high zone

# Lower explosive limit (LEL)
# The lower of two published values for n-butane: IEC 60079-20-1 says 1.4 %, the US Bureau of Mines (Bulletin 627, 1965)
# 1.8 %. Both from memory, not read.
LPG_LEL_PPM = 14_000.0
LPG_G_MOL = 51.0  # half propane (44.1), half butane (58.1)
MOLAR_VOLUME_20C_L_MOL = 24.055  # ideal gas at 20 C and 101325 Pa

# Carbon monoxide: a dose law that keeps the times of EN 50291-1. Dose = integral of (C/50 ppm)^2 over minutes, fitted
# to the standard's four rows, which come from vendors' pages (the standard was not read); it does not keep UL 2034's
# 70 ppm row (38 min, not 60; a vendor's page too). A school project shows the standard's timing with it; it is not an
# EN 50291 alarm.
DOSE_PPM = 50.0
ALARM_DOSE_MIN = 75.0
DECAY_BELOW_PPM = 25.0  # chosen: below the standard's lowest row
DECAY_MIN = 60.0  # chosen: time constant of the decay
AT_ONCE_PPM = 200.0  # one valid sample; leaves room for a sensor reading 33 % low at the 300 ppm row


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


def lel_pct_from_ppm(ppm: float, lel_ppm: float = LPG_LEL_PPM) -> float:
    """Gas as a percentage of its explosive limit."""
    return 100.0 * ppm / lel_ppm


def ppm_from_lel_pct(pct_of_lel: float, lel_ppm: float = LPG_LEL_PPM) -> float:
    """Gas in ppm at a percentage of its explosive limit."""
    return 0.01 * pct_of_lel * lel_ppm


def lpg_m3_from_grams(grams: float) -> float:
    """Volume of LPG gas at 20 C: 100 g fill 0.0472 m3."""
    return grams / LPG_G_MOL * MOLAR_VOLUME_20C_L_MOL / 1000.0


def step_dose_min(dose_min: float, co_ppm: float, dt_s: float) -> float:
    """Dose `dt_s` later, in minutes at 50 ppm: it grows with the square of CO, and decays below 25 ppm."""
    minutes = dt_s / 60.0
    if co_ppm < DECAY_BELOW_PPM:
        return dose_min * exp(-minutes / DECAY_MIN)
    return dose_min + (co_ppm / DOSE_PPM) ** 2 * minutes


def must_alarm(dose_min: float, co_ppm: float) -> bool:
    """Alarm by dose, or at once by one sample."""
    return dose_min >= ALARM_DOSE_MIN or co_ppm >= AT_ONCE_PPM
