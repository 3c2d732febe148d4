"""What a value on the table can be when all is well: air of a room, a battery of 12 V, a sensor's heater on 5 V.

Only where it is sure. Gas, dirt and salt depend on a calibration, so there the limits of the part itself count.
"""

from __future__ import annotations

from typing import NamedTuple

from devices import Channel, Message, Wiring
from firmware.plan import Plan
from wiring.build import BATTERY

AIR = Message("try.plausible.air", "air in a room")
PART = Message("try.plausible.part", "what the part can show")
OF_BATTERY = Message("try.plausible.battery", "a battery of {volts:.0f} V")
OF_HEATER = Message("try.plausible.heater", "the heater of a gas sensor on 5 V")

AIR_C = (-5.0, 50.0)  # chosen: a room or a box in the north of Vietnam, with the sun on it
AIR_PCT = (10.0, 100.0)
BATTERY_SHARE = (0.85, 1.25)  # chosen: 10.2 V, where a controller has cut off, to 15 V, an equalizing charge
HEATER_V = (4.5, 5.5)
HEATER_A = (0.03, 0.4)  # chosen around 5 V over 26 to 33 ohm (Hanwei data sheets); 0: the heater is broken
HEATED = ("mq", "mq7")


class Range(NamedTuple):
    """From `low` to `high`, and whose that is."""

    low: float
    high: float
    of: Message

    def holds(self, value: float | bool) -> bool:
        """Whether the value lies in it."""
        return isinstance(value, bool) or self.low <= value <= self.high


def plausible(plan: Plan, wiring: Wiring, part: str, channel: Channel) -> Range:
    """The values that this channel can have on the table."""
    wired = next(each.wired for each in plan.parts if each.wired.name == part)
    if channel.unit == "C":
        return Range(*AIR_C, AIR)
    if channel.name == "humidity_pct":
        return Range(*AIR_PCT, AIR)
    in_wire_of = wired.build.get("in_wire_of")
    battery = next((each for each in wiring.passive if each.name == in_wire_of and each.kind == BATTERY), None)
    if battery is not None and channel.unit == "V" and "volts" in battery.options:
        volts = float(battery.options["volts"])
        return Range(volts * BATTERY_SHARE[0], volts * BATTERY_SHARE[1], OF_BATTERY(volts=volts))
    heated = any(each.wired.name == in_wire_of and each.wired.driver in HEATED for each in plan.parts)
    if heated and channel.unit in ("V", "A"):
        return Range(*(HEATER_V if channel.unit == "V" else HEATER_A), OF_HEATER)
    return Range(channel.low, channel.high, PART)
