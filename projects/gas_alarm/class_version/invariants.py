"""What must hold at every turn of the class version, whatever a pupil makes of its law and of what it calls safe."""

from __future__ import annotations

from devices import Message, Moment
from projects.gas_alarm.invariants import MUCH_GAS, NO_SWITCHING_PPM, SHUT_TIMEOUT_S, VALVE_IN_DANGER, VALVE_LATE
from projects.gas_alarm.limits import ALARM_PPM

BLIND = Message("invariant.gas_class_blind", "The valve was told to be open while the gas in the air was unknown.")


class Invariants:
    """The valve is shut without a value, at once in much gas, and 15 s after alarm level."""

    def __init__(self) -> None:
        self._alarm_s = 0.0

    def look(self, moment: Moment) -> Message | None:
        """The first invariant that is broken now, or None."""
        ppm = moment.sensed.gas_lpg_ppm
        self._alarm_s = self._alarm_s + moment.dt_s if ppm is not None and ppm >= ALARM_PPM else 0.0
        if not moment.commanded["valve_open"]:
            return None
        if ppm is None:
            return BLIND
        if ppm >= NO_SWITCHING_PPM:
            return VALVE_IN_DANGER(what=MUCH_GAS)
        return VALVE_LATE(seconds=self._alarm_s) if self._alarm_s > SHUT_TIMEOUT_S else None
