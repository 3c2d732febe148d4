"""What must hold at every turn, whatever breaks. It is judged from outside, by numbers of its own, not the law's.

The power that really arrives at heater, fan and light is judged, not what was commanded. Where a relay itself is stuck
no program can help: then the bimetal switch in the heater's supply must keep it below 53 C, and the buzzer must sound.
"""

from __future__ import annotations

from collections.abc import Callable

from devices import Message, Moment, Timer
from science.humid_air import absolute_humidity_g_m3, rh_at_temperature_pct

from .model import Latched

COMMAND_LIMIT_C = 48.0  # 45 C, and 3 K for a probe that is read every 5 s and filtered
CUT_OFF_C = 53.0  # the bimetal switch opens at 50 C; it has a body of its own
DOOR_S = 12.0  # an open door is reported at once; two turns of the longest loop of 10 s and a step of the world
LOW_SOC = 0.45  # the lamp sheds at half charge; voltage and count differ by some percent
LOW_S = 600.0
WETTER_G_M3 = 1.0  # two cheap sensors differ by this much
WETTER_S = 300.0
DRY_PCT = 62.0  # the law's 70 % at the wall, less what two cheap sensors may differ by
DRY_S = 900.0  # a pulse lasts ten minutes at least
RUNAWAY_S = 600.0  # to notice a relay that is stuck
BACK_V = 12.5  # reconnect at 12.6 V, Morningstar SunSaver, less what a meter and a 10 s old value may differ

SAG_S = 22.0  # the flag of a low supply stands for 5 s, and two turns of the longest loop of 10 s

TOO_HOT = Message("invariant.lamp_too_hot", "The heater was on at {heater_c:.0f} °C.")
BURNING = Message("invariant.lamp_burning", "The heater was at {heater_c:.0f} °C despite its cut-off.")
DOOR = Message("invariant.lamp_door", "The {what} was on while the door was open.")
DRAINED = Message("invariant.lamp_drained", "The {what} was on with the battery at {soc_pct:.0f} %.")
TOGETHER = Message("invariant.lamp_together", "Heater and fan were on at the same time.")
WETTER = Message("invariant.lamp_wetter", "The fan let in air that holds {more_g_m3:.1f} g/m³ more water.")
WASTED = Message("invariant.lamp_wasted", "The heater was on in dry air ({rh_pct:.0f} %) for {seconds:span}.")
HIDDEN = Message("invariant.lamp_hidden", "The heater's relay was stuck for {seconds:span} without an alarm.")
FORGOTTEN = Message("invariant.lamp_forgotten", "The latch {latch} was cleared without the reset button.")
SAGGING = Message("invariant.lamp_sagging", "The {what} was on while the board's own supply was too low.")
TOO_SOON = Message("invariant.lamp_too_soon", "Loads came back at {voltage_v:.1f} V.")
TRUSTED = Message("invariant.lamp_trusted", "The heater was on with the latch {latch} set.")

LATCHES = ("overtemp", "runaway", "no_heat", "state_lost")
NOTHING = Latched()
LOADS = ("heater", "fan", "light")


class Invariants:
    """What must hold at every tick, whatever breaks."""

    def __init__(self) -> None:
        self._lasting: dict[str, Timer] = {}
        self._rules: tuple[Callable[[Moment], Message | None], ...] = (
            self._heat, self._door, self._battery, self._air, self._dry, self._stuck, self._latches,
            self._supply,
        )  # fmt: skip

    def look(self, moment: Moment) -> Message | None:
        """The first invariant that is broken now, or None."""
        found = None
        for rule in self._rules:
            found = rule(moment) or found
        return found

    def _heat(self, moment: Moment) -> Message | None:
        """45 C and 3 K with a probe that works; 53 C with whatever is broken."""
        heater_c = moment.true["heater_c"]
        if heater_c > CUT_OFF_C:
            return BURNING(heater_c=heater_c)
        if not _is_on(moment, "heater"):
            return None
        if heater_c > COMMAND_LIMIT_C and not _broken(moment, "heater_probe", "adc"):
            return TOO_HOT(heater_c=heater_c)
        return TOGETHER() if _is_on(moment, "fan") else None

    def _door(self, moment: Moment) -> Message | None:
        """Nothing works while the door is open."""
        is_open = bool(moment.true["door_open"]) and not _senses_broken(moment, "door")
        on = _first_on(moment)
        return DOOR(what=on) if self._lasts("door", is_open, moment.dt_s) > DOOR_S and on else None

    def _supply(self, moment: Moment) -> Message | None:
        """Every load is shed before the board itself stops."""
        sags = moment.sensed.under_voltage is True
        on = _first_on(moment)
        return SAGGING(what=on) if self._lasts("supply", sags, moment.dt_s) > SAG_S and on else None

    def _battery(self, moment: Moment) -> Message | None:
        """A battery near 40 % feeds the Pi alone, and loads come back at 12.6 V."""
        if _senses_broken(moment, "battery"):
            self._lasting.pop("low", None)
            return None
        soc, on = moment.true["battery_soc"], _first_on(moment)
        if self._lasts("low", soc < LOW_SOC, moment.dt_s) > LOW_S and on:
            return DRAINED(what=on, soc_pct=100.0 * soc)
        back = _is_set(moment.before.latched, "shed") and not _is_set(moment.decision.memory.latched, "shed")
        voltage_v = moment.true["battery_voltage_v"]
        return TOO_SOON(voltage_v=voltage_v) if back and voltage_v < BACK_V else None

    def _air(self, moment: Moment) -> Message | None:
        """The fan never makes the box wetter."""
        if not _is_on(moment, "fan") or _broken(moment, "box", "room"):
            self._lasting.pop("wetter", None)
            return None
        true = moment.true
        more_g_m3 = absolute_humidity_g_m3(true["room_temperature_c"], true["room_humidity_pct"])
        more_g_m3 -= absolute_humidity_g_m3(true["box_temperature_c"], true["box_humidity_pct"])
        wetter = self._lasts("wetter", more_g_m3 > WETTER_G_M3, moment.dt_s) > WETTER_S
        return WETTER(more_g_m3=more_g_m3) if wetter else None

    def _dry(self, moment: Moment) -> Message | None:
        """No energy is spent on what is dry."""
        true = moment.true
        if not _is_on(moment, "heater") or _broken(moment, "box", "wall"):
            self._lasting.pop("dry", None)
            return None
        rh_pct = rh_at_temperature_pct(true["box_temperature_c"], true["box_humidity_pct"], true["wall_temperature_c"])
        seconds = self._lasts("dry", rh_pct < DRY_PCT, moment.dt_s)
        return WASTED(seconds=seconds, rh_pct=rh_pct) if seconds > DRY_S else None

    def _stuck(self, moment: Moment) -> Message | None:
        """A relay that no longer opens raises the alarm, if any sensor is left that can see it."""
        alone = moment.broken in ({"heater=welded"}, {"heater=shorted"})
        sees = alone and not _is_set(moment.decision.memory.latched, "shed")
        heats = sees and not moment.commanded["heater"] and moment.true["heater_w"] > 0.0
        if moment.before.state.name == "BOOT":
            self._lasting.pop("stuck", None)
        seconds = self._lasts("stuck", heats, moment.dt_s)
        return HIDDEN(seconds=seconds) if seconds > RUNAWAY_S and not moment.commanded["buzzer"] else None

    def _latches(self, moment: Moment) -> Message | None:
        """A latch stays until somebody presses reset, and keeps the heater off."""
        before, latched = moment.before.latched, moment.decision.memory.latched
        if before is not latched and not moment.sensed.reset_pressed:
            for name in LATCHES:
                if _is_set(before, name) and not _is_set(latched, name):
                    return FORGOTTEN(latch=name)
        if _is_on(moment, "heater"):
            for name in LATCHES:
                if _is_set(latched, name):
                    return TRUSTED(latch=name)
        return None

    def _lasts(self, name: str, holds: bool, dt_s: float) -> float:
        """For how many seconds something has held now; the tick on which it begins counts 0."""
        timer = self._lasting[name] = self._lasting.get(name, Timer()).step(holds, dt_s)
        return timer.held_s


def _is_set(latched: Latched, name: str) -> bool:
    """Whether a latch says that something is wrong."""
    return bool(getattr(latched, name) != getattr(NOTHING, name))


def _is_on(moment: Moment, name: str) -> bool:
    """Whether power arrives there that a program could have switched off."""
    return moment.driven[name] > 0.0 and moment.broken.isdisjoint((f"{name}=welded", f"{name}=shorted"))


def _first_on(moment: Moment) -> str:
    """The first load that is on; empty when none is."""
    return next((name for name in LOADS if _is_on(moment, name)), "")


def _broken(moment: Moment, *things: str) -> bool:
    """Whether a part with such a name, or a channel of it, is broken now."""
    return any(each.startswith(things) for each in moment.broken)


def _senses_broken(moment: Moment, part: str) -> bool:
    """Whether what the law sees of this part is wrong; a fault of the thing itself is no excuse for the law."""
    own = (f"{part}=open", f"{part}=weak_cell")
    return any(each.startswith(part) and not each.startswith(own) for each in moment.broken)
