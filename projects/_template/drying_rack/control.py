"""Drying rack: run the fan while the air in the rack is too wet. No pins, no clock, no luck in here."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from devices import Decision

from .reasons import DRY_ENOUGH, FAN_RESTS, NO_HUMIDITY, STARTING, TOO_WET

FAN_ON_PCT = 75.0  # mold needs 80 % (EN ISO 13788); a DHT22 may be 5 % wrong: begin early
FAN_OFF_PCT = 65.0  # our choice: 10 % lower, so that the fan does not switch every minute
LONGEST_RUN_S = 2 * 3600.0  # our choice: after two hours the motor is warm
REST_S = 15 * 60.0  # our choice: time for the motor to cool
START_S = 60.0  # our choice: so long may the first good value take; then the sensor counts as lost


class State(Enum):
    """What the rack is doing."""

    BOOT = "boot"
    IDLE = "idle"
    DRYING = "drying"
    RESTING = "resting"
    SENSOR_LOST = "sensor_lost"


class Sensed(NamedTuple):
    """What the law sees: channels of wiring.toml. None means that the value cannot be trusted."""

    rack_humidity_pct: float | None


class Action(NamedTuple):
    """What the law switches: actuators of wiring.toml."""

    fan: bool


class Latched(NamedTuple):
    """What must survive a power cut: nothing here. The rack simply begins again."""


class Memory(NamedTuple):
    """All that the law remembers from one second to the next."""

    state: State = State.BOOT
    latched: Latched = Latched()
    in_state_s: float = 0.0


SAFE = Action(fan=False)  # at the start, at the end, and whenever we know nothing
SAFETY_INPUTS = frozenset({"rack_humidity_pct"})
DANGER = frozenset[State]()  # for people far away: states that mean danger,
TROUBLE = frozenset({State.SENSOR_LOST})  # and those in which somebody must mend something


def safe_action(memory: Memory) -> Action:
    """The safe action is the same in every state: fan off."""
    return SAFE


def decide(sensed: Sensed, memory: Memory, dt_s: float) -> Decision[Action, Memory]:
    """One tick: choose the state, switch the fan, and say why."""
    humidity_pct = sensed.rack_humidity_pct
    in_state_s = memory.in_state_s + dt_s
    if humidity_pct is None:
        if memory.state is State.BOOT and in_state_s < START_S:
            return Decision(SAFE, _memory(State.BOOT, memory, in_state_s), STARTING, urgent=True)
        return Decision(SAFE, _memory(State.SENSOR_LOST, memory, in_state_s), NO_HUMIDITY, urgent=True)

    drying, resting = memory.state is State.DRYING, memory.state is State.RESTING
    if resting and in_state_s < REST_S:
        state, why = State.RESTING, FAN_RESTS(minutes=(REST_S - in_state_s) / 60.0)
    elif drying and in_state_s >= LONGEST_RUN_S:
        state, why = State.RESTING, FAN_RESTS(minutes=REST_S / 60.0)
    elif humidity_pct >= FAN_ON_PCT or (drying and humidity_pct > FAN_OFF_PCT):
        state, why = State.DRYING, TOO_WET(humidity_pct=humidity_pct, limit_pct=FAN_OFF_PCT)
    else:
        state, why = State.IDLE, DRY_ENOUGH(humidity_pct=humidity_pct)
    return Decision(Action(fan=state is State.DRYING), _memory(state, memory, in_state_s), why)


def _memory(state: State, memory: Memory, in_state_s: float) -> Memory:
    return Memory(state, memory.latched, in_state_s if state is memory.state else 0.0)
