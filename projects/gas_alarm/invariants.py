"""What must hold at every turn, whatever breaks. It is judged from outside, so it has its own numbers, not the law's.

Where a part itself is broken, what counts is the command and that people are told: no law can close a stuck valve.
"""

from __future__ import annotations

from collections.abc import Callable

from devices import Message, Moment
from science.gas import ppm_from_lel_pct

CLEAN_PPM = ppm_from_lel_pct(3.0)  # EN 50194-1, lower bound of the alarm; from memory, not read
ALARM_PPM = ppm_from_lel_pct(10.0)
NO_SWITCHING_PPM = ppm_from_lel_pct(20.0)  # EN 50194-1, upper bound; from memory, not read
SURELY_PPM = 1.2 * NO_SWITCHING_PPM  # the sensor's correction for heat and damp is good to 20 %
CO_CLEAN_PPM = 25.0
CO_AT_ONCE_PPM = 200.0  # science/gas.py
HEATER_A = (0.10, 0.20)  # 0.15 A is normal, MQ-6 data sheet
BATTERY_LOW_V = 11.5
SHUT_TIMEOUT_S = 15.0  # vendors' practice: the valve shuts when an alarm lasts 15 s
SEEN_TIMEOUT_S = 60.0  # by a sensor that follows in 15 s, of which two samples of three must tell
VALVE_TOLD_S = 7.0  # 5 s for the valve to move, and two turns
CHIRP_TIMEOUT_S = 42.0  # every 40 s, and two turns
BEEP_TIMEOUT_S = 7.0  # every 5 s, and two turns
BOUNCE_S = 1.0  # chosen: a contact bounces for less; the law wants two turns more
RESTART_S = 5.0  # the heartbeat relay has cut the valve by then, and so has every restart
SAG_TIMEOUT_S = 8.0  # the flag of a low supply stands for 5 s, and two turns
HUSHED_FOR_S = 601.0  # ten minutes, and a turn

GAS_SENSES = ("gas", "adc", "room")  # broken ones of these change what the law can know of the gas
COLD = ("BOOT", "WARMUP")
HUSHABLE = ("PREALARM", "ALARM")
QUIET = (*COLD, "NORMAL", "SELFTEST")

VALVE_LATE = Message("invariant.gas_valve_late", "The valve was told to be open after {seconds:span} at alarm level.")
VALVE_IN_DANGER = Message("invariant.gas_valve_in_danger", "The valve was told to be open in spite of {what}.")
MUCH_GAS = Message("invariant.gas_much_gas", "20 % of the LEL")
MUCH_CO = Message("invariant.gas_much_co", "carbon monoxide")
COLD_SENSOR = Message("invariant.gas_cold_sensor", "a cold sensor")
LOW_SUPPLY = Message("invariant.gas_low_supply", "a supply of the board that is too low")
EMPTY_BATTERY = Message("invariant.gas_empty_battery", "an empty battery")
NO_GAS = Message("invariant.gas_no_gas", "air free of gas")
NO_CO = Message("invariant.gas_no_co", "air free of carbon monoxide")
RESET = Message("invariant.gas_reset", "the reset button")
CAME_BACK = Message(
    "invariant.gas_came_back",
    "Gas came back by itself: the valve was shut for {seconds:span}, and nobody pressed reset.",
)
VALVE_STAYS = Message("invariant.gas_valve_stays", "Gas flows through an intact valve that was told to shut.")
VALVE_OPENED = Message("invariant.gas_valve_opened", "The valve was opened without {what}.")
FAULT_HIDDEN = Message("invariant.gas_fault_hidden", "The valve does not obey, and the red lamp is off.")
FAN_SWITCHED = Message("invariant.gas_fan_switched", "The fan was switched at {lpg_ppm:.0f} ppm: a spark may light it.")
DANGER_MISSED = Message("invariant.gas_danger_missed", "{lpg_ppm:.0f} ppm of gas for a minute, and no siren.")
SILENT = Message("invariant.gas_silent", "No sound for {seconds:span} in the state {state}.")
LATCH_LOST = Message("invariant.gas_latch_lost", "An alarm was forgotten without the reset button in clean air.")


class Invariants:
    """What must hold at every tick, whatever breaks."""

    def __init__(self) -> None:
        self._fan: bool | None = None
        self._valve_told = False
        self._shut_s: float | None = None  # how long the valve has been shut; None: it was not open before
        self._alarms = (False, False)  # emergency, carbon monoxide
        self._unsaved = False  # at the last turn the newest latches were not on the card
        self._state = ""
        self._lasting: dict[str, float] = {}
        self._newest: tuple[object, ...] | None = None
        self._rules: tuple[Callable[[Moment], Message | None], ...] = (
            self._danger, self._late, self._valve, self._opening, self._unlatching, self._coming_back, self._switching,
            self._missed, self._silence, self._latches, self._supply,
        )  # fmt: skip

    def look(self, moment: Moment) -> Message | None:
        """The first invariant that is broken now, or None."""
        state, true = moment.decision.memory.state, moment.true
        newest = moment.sensed, moment.commanded, state, true["valve_open"]
        open_or_new = self._shut_s is None or true["valve_open"] > 0.0
        calm = state.name == "NORMAL" and true["lpg_ppm"] < CLEAN_PPM and open_or_new
        if calm and self._newest == newest and not self._lasting:
            return None  # nothing new, and all is well
        self._newest = newest
        if moment.before.state.name == "BOOT":
            self._fan, self._valve_told = None, False
            if self._shut_s is not None and true["valve_open"] == 0.0:
                self._shut_s = max(self._shut_s, RESTART_S)
            self._lasting.clear()
        broken = [message for message in [rule(moment) for rule in self._rules] if message is not None]
        return broken[0] if broken else None

    def _danger(self, moment: Moment) -> Message | None:
        """Valve shut on the tick that sees any of these."""
        if not moment.commanded["valve_open"]:
            return None
        seen = moment.sensed
        found: Message | str = ""
        if seen.gas_lpg_ppm is not None and seen.gas_lpg_ppm >= NO_SWITCHING_PPM:
            found = MUCH_GAS
        elif seen.fumes_co_ppm is not None and seen.fumes_co_ppm >= CO_AT_ONCE_PPM:
            found = MUCH_CO
        elif seen.heater_current_a is not None and not HEATER_A[0] <= seen.heater_current_a <= HEATER_A[1]:
            found = COLD_SENSOR
        elif seen.mains_closed is not True and (seen.battery_voltage_v or 0.0) < BATTERY_LOW_V:
            found = EMPTY_BATTERY
        elif moment.decision.memory.state.name in (*COLD, "FAULT", "EMERGENCY", "CO_ALARM", "EOL"):
            found = moment.decision.memory.state.name
        return VALVE_IN_DANGER(what=found) if found else None

    def _supply(self, moment: Moment) -> Message | None:
        """A board that may stop at any moment holds no valve open; the siren is judged by the rule for silence."""
        seconds = self._lasts("supply", moment.sensed.under_voltage is True, moment.dt_s)
        late = seconds > SAG_TIMEOUT_S and moment.commanded["valve_open"]
        return VALVE_IN_DANGER(what=LOW_SUPPLY) if late else None

    def _late(self, moment: Moment) -> Message | None:
        """Valve shut within 15 s of alarm level."""
        gas_ppm = moment.sensed.gas_lpg_ppm
        seconds = self._lasts("alarm", gas_ppm is not None and gas_ppm >= ALARM_PPM, moment.dt_s)
        return VALVE_LATE(seconds=seconds) if seconds > SHUT_TIMEOUT_S and moment.commanded["valve_open"] else None

    def _valve(self, moment: Moment) -> Message | None:
        """An intact valve obeys; one that does not is a fault that people see, if its switch tells the truth."""
        intact = not _broken(moment, "valve")
        flows = moment.true["valve_open"] > 0.0 and not moment.commanded["valve_open"]
        if self._lasts("flows", flows and intact, moment.dt_s) > VALVE_TOLD_S:
            return VALVE_STAYS
        seen_wrong = moment.sensed.valve_switch_closed is moment.commanded["valve_open"]
        hidden = seen_wrong and not moment.commanded["fault_lamp"]
        return FAULT_HIDDEN if self._lasts("hidden", hidden, moment.dt_s) > VALVE_TOLD_S else None

    def _opening(self, moment: Moment) -> Message | None:
        """The valve opens only into air that is known to be clean; by hand once it was shut."""
        told, was_told = moment.commanded["valve_open"], self._valve_told
        self._valve_told = told
        if not told or was_told:
            return None
        seen = moment.sensed
        if seen.gas_lpg_ppm is None or seen.gas_lpg_ppm >= CLEAN_PPM:
            return VALVE_OPENED(what=NO_GAS)
        if seen.fumes_co_ppm is None or seen.fumes_co_ppm >= CO_CLEAN_PPM:
            return VALVE_OPENED(what=NO_CO)
        return None

    def _unlatching(self, moment: Moment) -> Message | None:
        """Once something shut the valve, only the reset button lets it open."""
        before, after = moment.before.latched.valve.name, moment.decision.memory.latched.valve.name
        if after != "OPEN" or before in ("OPEN", "NEW") or moment.sensed.reset_pressed is True:
            return None
        return VALVE_OPENED(what=RESET)

    def _coming_back(self, moment: Moment) -> Message | None:
        """The valve itself, whatever was told: once it was open and shut for three turns, a person must press reset."""
        open_now = moment.true["valve_open"] > 0.0
        if moment.sensed.reset_pressed is True or _broken(moment, "valve", "valve_switch", "reset"):
            self._shut_s = None
        elif not open_now and self._shut_s is not None:
            self._shut_s += moment.dt_s
        elif open_now:
            shut_s, self._shut_s = self._shut_s, 0.0
            if shut_s is not None and shut_s > BOUNCE_S + 2.0 * moment.dt_s:
                return CAME_BACK(seconds=shut_s)
        return None

    def _switching(self, moment: Moment) -> Message | None:
        """The fan's switch stays as it is above 20 % of the LEL."""
        fan, before = moment.commanded["fan"], self._fan
        self._fan = fan
        lpg_ppm = moment.true["lpg_ppm"]
        if fan is before or before is None or lpg_ppm <= NO_SWITCHING_PPM or _broken(moment, *GAS_SENSES):
            return None
        return FAN_SWITCHED(lpg_ppm=lpg_ppm)

    def _missed(self, moment: Moment) -> Message | None:
        """Danger that an intact, hot sensor has had a minute to see is loud, also without the meter of its heater."""
        lpg_ppm, believed = moment.true["lpg_ppm"], moment.decision.memory.air.believed
        sees = moment.sensed.gas_lpg_ppm is not None and believed and not _broken(moment, *GAS_SENSES)
        seconds = self._lasts("danger", sees and lpg_ppm >= SURELY_PPM, moment.dt_s)
        return DANGER_MISSED(lpg_ppm=lpg_ppm) if seconds > SEEN_TIMEOUT_S and not moment.commanded["siren"] else None

    def _silence(self, moment: Moment) -> Message | None:
        """Silence is never the failure mode."""
        memory, dt_s = moment.decision.memory, moment.dt_s
        state = memory.state.name
        if state != self._state:
            self._state = state  # each state has its own rhythm
            self._lasting.pop("silent", None)
        hushed = memory.hush.left_s > 0.0 and state in HUSHABLE
        silent_s = self._lasts("silent", not (moment.commanded["siren"] or hushed or state in QUIET), dt_s)
        hushed_s = self._lasts("hushed", hushed, dt_s)
        limit_s = CHIRP_TIMEOUT_S if state in ("FAULT", "EOL") else BEEP_TIMEOUT_S
        if state in ("EMERGENCY", "CO_ALARM"):
            limit_s = 1.5 * dt_s  # what a blind tick finds out is heard on the next
        if silent_s > limit_s or hushed_s > HUSHED_FOR_S:
            return SILENT(seconds=max(silent_s, hushed_s), state=state)
        return None

    def _latches(self, moment: Moment) -> Message | None:
        """EMERGENCY and CO_ALARM stay, through a restart too, until somebody presses reset in clean air."""
        kept, latched = self._alarms, moment.decision.memory.latched
        self._alarms = latched.emergency, latched.co
        unsaved, self._unsaved = self._unsaved, not moment.sensed.latch_saved or _broken(moment, "card")
        lost = (kept[0] and not latched.emergency) or (kept[1] and not latched.co)
        if not lost or unsaved or self._unsaved:
            return None
        seen = moment.sensed
        clean = seen.gas_lpg_ppm is not None and seen.gas_lpg_ppm < CLEAN_PPM
        return None if clean and seen.reset_pressed is True else LATCH_LOST

    def _lasts(self, name: str, holds: bool, dt_s: float) -> float:
        """For how many seconds something has held now; the tick on which it begins counts 0."""
        if not holds:
            self._lasting.pop(name, None)
            return 0.0
        seconds = self._lasting[name] = self._lasting[name] + dt_s if name in self._lasting else 0.0
        return seconds


def _broken(moment: Moment, *things: str) -> bool:
    """Whether a part with such a name, or a channel of it, is broken now."""
    return any(each.startswith(things) for each in moment.broken)
