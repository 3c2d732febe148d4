"""What the picture of the rack shows: the herbs and the air as they are, and on the display what the program believes.

Change scene.svg in any drawing program and give each value that it asks for: `data-fill="haze"` is as high as `haze`.
"""

from __future__ import annotations

from collections.abc import Mapping

from .control import FAN_OFF_PCT, FAN_ON_PCT, Action, Sensed

HALF = 0.5  # of the full power: more counts as on
DIAL_PCT = (40.0, 100.0)  # the ends of the dial that hangs in the rack


def scene_values(
    world: Mapping[str, float | bool], sensed: Sensed | None, action: Action | None
) -> dict[str, float | bool | None]:
    """The values that move scene.svg: shares from 0 to 1, numbers to write, and what is shown or not.

    `world` is what is true, with the power from 0 to 1 that arrives at each actuator; `sensed` and `action` are the
    law's, both None while no program runs. None as a value means that nobody knows.
    """
    believed_pct = None if sensed is None else sensed.rack_humidity_pct
    runs = action is not None
    return {
        "haze": share(world["rack_humidity_pct"], FAN_OFF_PCT, 100.0),
        "dial": share(world["rack_humidity_pct"], *DIAL_PCT),
        "too_wet_at": share(FAN_ON_PCT, *DIAL_PCT),
        "dry_enough_at": share(FAN_OFF_PCT, *DIAL_PCT),
        "fresh": world["water_share"],
        "fan": world["fan"] > HALF,
        "display": runs,
        "believed_pct": believed_pct,
        "sensor_lost": runs and believed_pct is None,
        "no_program": not runs,
    }


def share(value: float, low: float, high: float) -> float:
    """Where the value is between the two ends, 0 to 1."""
    return min(max((value - low) / (high - low), 0.0), 1.0)
