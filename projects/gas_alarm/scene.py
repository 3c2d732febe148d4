"""What the picture of the gas alarm shows: the kitchen as it is, and on the alarm's display what the program believes.

The two may differ, and that is the lesson: without its sensor the program knows nothing, and the gas is still there.
"""

from __future__ import annotations

from collections.abc import Mapping

from .limits import ALARM_PPM, CO_CLEAN_PPM, EMERGENCY_PPM, PREALARM_PPM
from .model import Action, Sensed

TOP_PPM = 1.25 * EMERGENCY_PPM  # the upper end of the ruler on the wall
HALF = 0.5  # of the full power or way: more counts as on, or open


def scene_values(
    world: Mapping[str, float | bool], sensed: Sensed | None, action: Action | None
) -> dict[str, float | bool | None]:
    """The values that move scene.svg: shares from 0 to 1, numbers to write, and what is shown or not.

    `world` is what is true, with the power from 0 to 1 that arrives at each actuator; `sensed` and `action` are the
    law's, both None while no program runs. None as a value means that nobody knows.
    """
    believed_ppm = None if sensed is None else sensed.gas_lpg_ppm
    runs = action is not None
    warming = sensed is not None and sensed.gas_warming and believed_ppm is None
    return {
        "gas": share(world["lpg_ppm"]),
        "warning_at": share(PREALARM_PPM),
        "alarm_at": share(ALARM_PPM),
        "emergency_at": share(EMERGENCY_PPM),
        "warning_ppm": PREALARM_PPM,
        "alarm_ppm": ALARM_PPM,
        "emergency_ppm": EMERGENCY_PPM,
        "co": world["fumes_co_ppm"] >= CO_CLEAN_PPM,
        "mains": bool(world["mains_closed"]),
        "valve_open": world["valve_open"] > HALF,
        "escaping": world["escaping_g_per_h"] > 0.0,
        "flame": bool(world["burner_lit"]),
        "fan": world["fan"] > HALF,
        "siren": world["siren"] > HALF,
        "green_lamp": world["green_lamp"] > HALF,
        "amber_lamp": world["amber_lamp"] > HALF,
        "fault_lamp": world["fault_lamp"] > HALF,
        "display": runs and not warming,
        "warming": warming,
        "believed_ppm": believed_ppm,
        "sensor_lost": runs and not warming and believed_ppm is None,
        "no_program": not runs,
    }


def share(ppm: float) -> float:
    """Where this much gas is between the floor and the top of the ruler, 0 to 1."""
    return min(max(ppm / TOP_PPM, 0.0), 1.0)
