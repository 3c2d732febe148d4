"""What the picture of the water filter shows: tanks, pipes and valves as they are, and what the program believes."""

from __future__ import annotations

from collections.abc import Mapping

from .limits import PRODUCT_STOP_NTU, RAW_REFUSE_NTU
from .model import Action, Sensed

HALF = 0.5  # of the full power or way: more counts as on, or open
FLOWS_LPM = 0.05  # less does not move in the picture
RAW_TANK_L, PRODUCT_TANK_L = 100.0, 60.0  # what the drawn tanks hold


def scene_values(
    world: Mapping[str, float | bool], sensed: Sensed | None, action: Action | None
) -> dict[str, float | bool | None]:
    """The values that move scene.svg: shares from 0 to 1, numbers to write, and what is shown or not.

    `world` is what is true, with the power from 0 to 1 that arrives at each actuator; `sensed` and `action` are the
    law's, both None while no program runs. None as a value means that nobody knows.
    """
    believed_ntu = None if sensed is None else sensed.product_turbidity_ntu
    believed_lpm = None if sensed is None else sensed.filter_flow_lpm
    runs = action is not None
    flows = world["filter_flow_lpm"] > FLOWS_LPM
    washing = flows and world["backwash_valve_open_share"] > HALF
    down = flows and not washing
    delivers = world["delivered_lpm"] > FLOWS_LPM
    cloudy = world["product_turbidity_ntu"] >= PRODUCT_STOP_NTU
    return {
        "raw_level": share(world["raw_level_l"], RAW_TANK_L),
        "raw_mud": share(world["raw_turbidity_ntu"], RAW_REFUSE_NTU),
        "product_level": share(world["product_level_l"], PRODUCT_TANK_L),
        "pump": world["pump_runs"] > HALF,
        "to_sand": down,
        "washing": washing,
        "to_drain": down and world["waste_valve_open_share"] > HALF,
        "to_tank": delivers and not cloudy,
        "mud_to_tank": delivers and cloudy,
        "leak": world["lost_lpm"] > FLOWS_LPM,
        "inlet_open": world["inlet_valve_open_share"] > HALF,
        "backwash_open": world["backwash_valve_open_share"] > HALF,
        "waste_open": world["waste_valve_open_share"] > HALF,
        "product_open": world["product_valve_open_share"] > HALF,
        "uv": world["uv_light"] > 0.0,
        "fault_lamp": world["fault_lamp"] > HALF,
        "buzzer": world["buzzer"] > HALF,
        "display": runs,
        "believed_ntu": believed_ntu,
        "believed_lpm": believed_lpm,
        "probe_lost": runs and believed_ntu is None,
        "meter_lost": runs and believed_lpm is None,
        "no_program": not runs,
    }


def share(value: float, full: float) -> float:
    """How much of the full value, 0 to 1."""
    return min(max(value / full, 0.0), 1.0)
