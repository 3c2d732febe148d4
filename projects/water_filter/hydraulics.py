"""Where the water goes: pump, valves, hand valve, and the flow at which pump and resistance agree."""

from __future__ import annotations

from collections.abc import Set
from enum import Enum
from math import sqrt

from science import water_filter

from .bed import SAND

# Chosen: a small 12 V centrifugal pump behind a voltage regulator, and a hand valve set to 1.28 L/min with clean sand.
SHUT_OFF_M = 3.0
FREE_FLOW_LPM = 6.0
HAND_VALVE_M_LPM2 = 1.4  # head loss of the hand valve, m per (L/min)^2
WASH_PIPE_M_LPM2 = 0.018  # of the wide wash pipes
GRAIN_RELATIVE_DENSITY = 2.65  # quartz
THROUGH_HAND_VALVE_LPM = sqrt(SHUT_OFF_M / (SHUT_OFF_M / FREE_FLOW_LPM**2 + HAND_VALVE_M_LPM2))  # without sand
LIFTING_M = (1.0 - SAND.porosity) * (GRAIN_RELATIVE_DENSITY - 1.0) * SAND.depth_m  # weight of the lifted sand
WASH_LPM = sqrt((SHUT_OFF_M - LIFTING_M) / (SHUT_OFF_M / FREE_FLOW_LPM**2 + WASH_PIPE_M_LPM2))
BURST_LPM = 0.95 * FREE_FLOW_LPM  # out of an open pipe
OPEN_SHARE = 0.5  # power above which a relay or valve has moved
VALVES = ("inlet_valve", "waste_valve", "backwash_valve", "product_valve")  # springs shut them without power
CATCHING_S = 1.5  # time constant of a pump that fills its pipe


class Path(Enum):
    """Which way is open."""

    NONE = "none"
    WASTE = "through the sand to waste"
    PRODUCT = "through the sand to the tank"
    BOTH = "through the sand to tank and waste"
    WASH = "up through the sand to waste"


def path_of(open_valves: Set[str]) -> Path:
    """The way that these open valves leave to the water."""
    if "backwash_valve" in open_valves:
        return Path.WASH
    if "inlet_valve" not in open_valves:
        return Path.NONE
    waste = "waste_valve" in open_valves
    if "product_valve" in open_valves:
        return Path.BOTH if waste else Path.PRODUCT
    return Path.WASTE if waste else Path.NONE


def filter_flow_lpm(held_g_m3: float) -> float:
    """Flow down through sand that holds this much dirt, L/min: pump, hand valve and sand in one working point."""
    return water_filter.working_flow_lpm(SAND, SHUT_OFF_M, THROUGH_HAND_VALVE_LPM, held_g_m3)


def specific_flow(flow_lpm: float) -> float:
    """Flow for each meter of the pump's head, L/min per m."""
    return flow_lpm / water_filter.pump_head_m(flow_lpm, SHUT_OFF_M, FREE_FLOW_LPM)
