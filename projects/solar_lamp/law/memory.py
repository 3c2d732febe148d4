"""What the lamp remembers, and how that goes on from tick to tick: timers, latches, ledger, drying, light."""

from __future__ import annotations

from typing import NamedTuple

from devices import Message, Press, Supply, Timer

from .. import limits
from ..model import Action, Latched, LostPart, Sensed, State
from .drying import Drying, later, stopped
from .energy import NOTHING_USED, Ledger, Used, add_used, corrected, next_ledger, next_shed, rest_v
from .heater import CALM, Climb, Signs, drain_a, heater_latched, next_climb, next_signs
from .light import DARK, EveningLight

WELL = Supply()


class Timers(NamedTuple):
    """How long something has been so."""

    good: Timer = Timer()  # every safety input known
    closed: Timer = Timer(True, limits.DOOR_CLOSED_S)  # the door; a lamp that was just switched on need not wait for it
    low: Timer = Timer()  # battery below the limit for the loads
    empty: Timer = Timer()  # battery below the limit for all but the logger
    charged: Timer = Timer()  # battery above the reconnect limit
    beat_s: float = 0.0  # since the last beat


class Memory(NamedTuple):
    """All that the lamp remembers."""

    state: State = State.BOOT
    latched: Latched = Latched()
    in_state_s: float = 0.0
    timers: Timers = Timers()
    climb: Climb = Climb()
    signs: Signs = CALM
    lost: LostPart = LostPart.BOX  # the part that was silent last
    ledger: Ledger = Ledger()
    used: Used = NOTHING_USED  # since the ledger was written
    drying: Drying = Drying()
    light: EveningLight = DARK
    supply: Supply = WELL
    reset: Press = Press()  # the reset button

    @property
    def beat_s(self) -> float:
        """How long the beat was that has just ended; 0 between two beats."""
        return self.timers.beat_s if self.timers.beat_s >= limits.BEAT_S else 0.0


class Step(NamedTuple):
    """Where a rule leads: the next state, why, and what is switched. Most steps stop all work at once."""

    state: State
    why: Message
    action: Action | None = None  # None: the safe action
    drying: Drying | None = None  # None: heater and fan are stopped
    light: EveningLight = DARK
    urgent: bool = True


def advanced(memory: Memory, sensed: Sensed, lost: LostPart | None, dt_s: float) -> Memory:
    """The memory `dt_s` later, in the same state: timers, latches and, at each beat, heater signs and ledger."""
    timers = next_timers(memory.timers, sensed, lost is None, memory.ledger, dt_s)
    state, was, in_state_s, _, climb, signs, lost_before, ledger, used, drying, light, supply, reset = memory
    latched = next_latched(was, sensed, reset.counts(sensed.reset_pressed), timers, signs)
    reset = reset.step(sensed.reset_pressed, dt_s)
    if latched.shed is not was.shed:
        ledger = corrected(ledger, sensed.battery_voltage_v, sensed.battery_current_a)
    lost = lost or lost_before
    supply = supply.step(sensed.under_voltage, dt_s)
    drying = later(drying, dt_s)
    now = Memory(state, latched, in_state_s, timers, climb, signs, lost, ledger, used, drying, light, supply, reset)
    return _at_beat(now, sensed, now.beat_s) if now.beat_s else now


def _at_beat(now: Memory, sensed: Sensed, beat_s: float) -> Memory:
    heater_c, box_c = sensed.heater_probe_temperature_c, sensed.box_temperature_c
    voltage_v, charge_a = sensed.battery_voltage_v, sensed.battery_current_a
    ledger, used = now.ledger, now.used
    over_k = None if heater_c is None or box_c is None else heater_c - box_c
    drain = drain_a(charge_a, sensed.panel_current_a, now.drying.fan.on, now.light.on)
    signs = next_signs(now.signs, now.drying.heater, over_k, drain, beat_s)
    latched = heater_latched(now.latched, signs, drain)
    if voltage_v is not None and charge_a is not None:
        panel_a = sensed.panel_current_a or 0.0  # unknown: counts as nothing
        ledger, used = next_ledger(ledger, voltage_v, charge_a, panel_a, used, beat_s), NOTHING_USED
    climb = next_climb(now.climb, heater_c, beat_s)
    return now._replace(latched=latched, climb=climb, signs=signs, ledger=ledger, used=used)


def entered(now: Memory, step: Step, dt_s: float) -> Memory:
    """The memory after a step. A new state begins at 0 s."""
    state, _, _, drying, light, _ = step
    _, latched, in_state_s, timers, climb, signs, lost, ledger, used, was, _, supply, reset = now
    in_state_s = in_state_s + dt_s if state is now.state else 0.0
    if drying is None:
        drying = stopped(was)
    else:
        used = add_used(used, drying.heater.on, drying.fan.on, light.on, dt_s)
    return Memory(state, latched, in_state_s, timers, climb, signs, lost, ledger, used, drying, light, supply, reset)


def next_timers(was: Timers, sensed: Sensed, all_known: bool, ledger: Ledger, dt_s: float) -> Timers:
    """The timers after `dt_s`; what is unknown is neither good, nor closed, nor a sign that the battery is back."""
    voltage_v, charge_a = sensed.battery_voltage_v, sensed.battery_current_a
    low = empty = charged = False
    if voltage_v is not None and charge_a is not None:
        at_rest_v = rest_v(voltage_v, charge_a)
        low = at_rest_v <= limits.SHED_V or (ledger.known and ledger.soc <= limits.SHED_SOC)
        empty = at_rest_v <= limits.DISCONNECT_V
        charged = not low and voltage_v >= limits.BACK_V and ledger.soc >= limits.BACK_SOC
    return Timers(
        was.good.step(all_known, dt_s, limits.SENSOR_BACK_S, first_s=dt_s),
        was.closed.step(sensed.door_open is False, dt_s, limits.DOOR_CLOSED_S, first_s=dt_s),
        was.low.step(low, dt_s, first_s=dt_s),
        was.empty.step(empty, dt_s, first_s=dt_s),
        was.charged.step(charged, dt_s, first_s=dt_s),
        was.beat_s + dt_s if was.beat_s < limits.BEAT_S else dt_s,
    )


def next_latched(was: Latched, sensed: Sensed, reset: bool, timers: Timers, signs: Signs) -> Latched:
    """The latches after too much heat, a low battery, or a reset, which works only when all is cool and calm again."""
    heater_c, box_c = sensed.heater_probe_temperature_c, sensed.box_temperature_c
    low, empty, charged = (each.reached(limits.BATTERY_DELAY_S) for each in (timers.low, timers.empty, timers.charged))
    shed = next_shed(was.shed, low, empty, charged)
    latched = was if shed is was.shed else was._replace(shed=shed)
    if too_hot(heater_c, box_c):
        return latched if latched.overtemp else latched._replace(overtemp=True)
    if reset and signs == CALM and is_cool(heater_c, box_c):
        return Latched(shed=shed)
    return latched


def too_hot(heater_c: float | None, box_c: float | None) -> bool:
    """Whether a known temperature is above its limit."""
    return (heater_c is not None and heater_c > limits.HEATER_LIMIT_C) or (
        box_c is not None and box_c > limits.BOX_LIMIT_C
    )


def is_cool(heater_c: float | None, box_c: float | None) -> bool:
    """Whether both temperatures are known and low enough to begin again after too much heat."""
    if heater_c is None or box_c is None:
        return False
    return heater_c < limits.COOL_HEATER_C and box_c < limits.COOL_BOX_C
