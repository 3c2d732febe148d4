"""What must hold at every turn of the class version, whatever a pupil makes of its law and of what it calls safe."""

from __future__ import annotations

from devices import Message, Moment
from projects.solar_lamp.invariants import DOOR, DOOR_S, LOADS, TOGETHER

NEEDED = ("box_temperature_c", "box_humidity_pct", "door_open")
BLIND = Message("invariant.lamp_class_blind", "The {what} was on while {field} was unknown.")


class Invariants:
    """Nothing is on without a value, heater and fan rest at an open lid, and never work together."""

    def __init__(self) -> None:
        self._open_s = 0.0

    def look(self, moment: Moment) -> Message | None:
        """The first invariant that is broken now, or None."""
        sensed, commanded = moment.sensed, moment.commanded
        self._open_s = self._open_s + moment.dt_s if sensed.door_open else 0.0
        unknown = next((name for name in NEEDED if getattr(sensed, name) is None), None)
        on = next((name for name in LOADS if commanded[name]), None)
        if on is not None and unknown is not None:
            return BLIND(what=on, field=unknown)
        if commanded["heater"] and commanded["fan"]:
            return TOGETHER
        if on in ("heater", "fan") and self._open_s > DOOR_S:
            return DOOR(what=on)
        return None
