"""What makes a sensor's value move on a table: breath, a warm hand, a finger in the gap, air through a turbine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from devices import Message

BREATHE = Message("try.do.breathe", "Breathe on {part} now, slowly, for some seconds: its humidity changes.")
WARM = Message("try.do.warm", "Hold {part} between two warm fingers now: its temperature changes.")
COVER = Message("try.do.cover", "Put something into the gap of the probe of {part} now: its turbidity changes.")
BLOW = Message("try.do.blow", "Blow through {part} now, or let water run: it shows a flow.")

CLEAR_WATER = Message("try.before.clear_water", "The probe of {part} should hang in clear water, out of the sun.")
TAP_WATER = Message("try.before.tap_water", "The probe of {part} should hang in tap water.")
CLEAN_AIR = Message("try.before.clean_air", "Keep {part} in clean air: no gas, no lighter, no alcohol.")


class Reaction(NamedTuple):
    """What a person does, and by how much which channel then moves at least.

    `hand` is what it does to what is true, on a virtual board: quantity to a function of the value before.
    """

    do: Message
    channel: str
    least: float
    hand: Mapping[str, Callable[[float], float]]


BREATH = Reaction(
    BREATHE,
    "humidity_pct",
    3.0,  # chosen: three times what a DHT22 repeats to
    {"humidity_pct": lambda pct: pct + 20.0 if pct < 75.0 else pct - 20.0, "temperature_c": lambda c: c + 3.0},
)
REACTIONS: Mapping[str, Reaction] = {
    "dht11": BREATH,
    "dht22": BREATH,
    "sht31": BREATH,
    "ntc": Reaction(WARM, "temperature_c", 0.7, {"temperature_c": lambda c: c + 6.0}),
    "turbidity": Reaction(COVER, "turbidity_ntu", 50.0, {"turbidity_ntu": lambda ntu: ntu + 600.0}),
    "flow_meter": Reaction(BLOW, "flow_lpm", 0.2, {"flow_lpm": lambda lpm: lpm + 3.0}),
    "yf_s401": Reaction(BLOW, "flow_lpm", 0.05, {"flow_lpm": lambda lpm: lpm + 1.0}),
}
BEFORE: Mapping[str, Message] = {
    "turbidity": CLEAR_WATER,
    "tds": TAP_WATER,
    "mq": CLEAN_AIR,
    "mq7": CLEAN_AIR,
}
