"""What must hold at every turn of the class version, whatever a pupil makes of its law and of what it calls safe."""

from __future__ import annotations

from devices import Message, Moment
from projects.water_filter.invariants import DRY, HARMFUL, LEAST_LPM, MAX_DRY_S, SHUT

NEEDED = ("raw_low_wet", "product_low_wet", "product_high_wet", "filter_flow_lpm")
MAX_FULL_S = 5.0  # chosen: a float bobs in the water
BLIND = Message("invariant.filter_class_blind", "{what} was on while {field} was unknown.")
FULL = Message("invariant.filter_class_full", "The tank was filled for {limit_s:span} although it was full.")
UNLIT = Message("invariant.filter_class_unlit", "The product valve was open while the UV lamp was off.")
NO_RAW = Message("invariant.filter_class_no_raw", "The pump ran for {limit_s:span} although there was no raw water.")


class Invariants:
    """Nothing is on without a value, the pump never runs dry or against shut valves, and only lit water is kept."""

    def __init__(self) -> None:
        self._dry_s = self._full_s = self._no_raw_s = 0.0

    def look(self, moment: Moment) -> Message | None:
        """The first invariant that is broken now, or None."""
        sensed, commanded, dt_s = moment.sensed, moment.commanded, moment.dt_s
        unknown = next((name for name in NEEDED if getattr(sensed, name) is None), None)
        on = next((name for name in HARMFUL if commanded.get(name)), None)
        if on is not None and unknown is not None:
            return BLIND(what=on, field=unknown)
        pumps, fills = commanded["pump"], commanded["product_valve_open"]
        is_dry = sensed.filter_flow_lpm is not None and sensed.filter_flow_lpm < LEAST_LPM
        self._dry_s = self._dry_s + dt_s if pumps and is_dry else 0.0
        self._no_raw_s = self._no_raw_s + dt_s if pumps and sensed.raw_low_wet is False else 0.0
        self._full_s = self._full_s + dt_s if fills and sensed.product_high_wet else 0.0
        if fills and not commanded["uv_lamp"]:
            return UNLIT
        if pumps and not (fills and commanded["inlet_valve_open"]):
            return SHUT
        for seconds, limit_s, broken in (
            (self._dry_s, MAX_DRY_S, DRY),
            (self._no_raw_s, MAX_FULL_S, NO_RAW),
            (self._full_s, MAX_FULL_S, FULL),
        ):
            if seconds > limit_s:
                return broken(limit_s=limit_s)
        return None
