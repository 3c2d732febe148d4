"""What the picture of the solar lamp shows: both boxes as they are, and on the display what the program believes."""

from __future__ import annotations

from collections.abc import Mapping

from .limits import HEATER_LIMIT_C, OFF_PCT
from .model import Action, Sensed

HALF = 0.5  # of the full power: more counts as on
FULL_SUN_W_M2 = 700.0  # the sun of a clear noon: the disk is quite bright
DARK_W_M2 = 1.0
DIAL_PCT = (40.0, 100.0)  # the ends of the hygrometer that hangs in the box
FOG_PCT = (OFF_PCT, 100.0)  # relative humidity from no haze to the thickest
WARM_C = 25.0  # of the heater: from here it begins to glow, in the picture
PATCHES = (0.5, 1.5, 2.5, 3.5)  # mold index (VTT, 0 to 6) from which on each patch is there


def scene_values(
    world: Mapping[str, float | bool], sensed: Sensed | None, action: Action | None
) -> dict[str, float | bool | None]:
    """The values that move scene.svg: shares from 0 to 1, numbers to write, and what is shown or not.

    `world` is what is true, with the power from 0 to 1 that arrives at each actuator; `sensed` and `action` are the
    law's, both None while no program runs. None as a value means that nobody knows.
    """
    believed_pct = None if sensed is None else sensed.box_humidity_pct
    believed_c = None if sensed is None else sensed.box_temperature_c
    runs = action is not None
    sun = share(world["sun_w_m2"], 0.0, FULL_SUN_W_M2)
    return {
        "sun": sun,
        "night": 1.0 - sun,
        "moon": world["sun_w_m2"] < DARK_W_M2,
        "charging": world["panel_current_a"] > 0.0,
        "charge": world["battery_soc"],
        "battery_v": world["battery_voltage_v"],
        "heat": share(world["heater_c"], WARM_C, HEATER_LIMIT_C),
        "heating": world["heater_w"] > 0.0,
        "fan": world["fan"] > HALF,
        "light": world["light"] > HALF,
        "buzzer": world["buzzer"] > HALF,
        "fault_lamp": world["fault_lamp"] > HALF,
        "door_open": bool(world["door_open"]),
        "haze": share(world["box_humidity_pct"], *FOG_PCT),
        "dial": share(world["box_humidity_pct"], *DIAL_PCT),
        "dry_enough_at": share(OFF_PCT, *DIAL_PCT),
        "dew": world["dew_g"] > 0.0,
        **{f"mold_{index}": world["mold_index"] > from_ for index, from_ in enumerate(PATCHES, 1)},
        **{f"twin_mold_{index}": world["mold_index_without_lamp"] > from_ for index, from_ in enumerate(PATCHES, 1)},
        "display": runs,
        "believed_pct": believed_pct,
        "believed_c": believed_c,
        "box_lost": runs and (believed_pct is None or believed_c is None),
        "probe_lost": sensed is not None and sensed.heater_probe_temperature_c is None,
        "no_program": not runs,
    }


def share(value: float, low: float, high: float) -> float:
    """Where the value is between the two ends, 0 to 1."""
    if high <= low:
        return 1.0 if value >= high else 0.0
    return min(max((value - low) / (high - low), 0.0), 1.0)
