"""Drying rack: run the fan while the air in the rack is too wet. No pins, no clock, no randomness in here.

BOOT -> IDLE <-> DRYING -> RESTING -> IDLE or DRYING
any state -> SENSOR_LOST -> IDLE or DRYING
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from devices import Decision, Message

FAN_ON_PCT = 75.0  # mold needs 80 % (EN ISO 13788, from memory); a DHT22 may be 5 % wrong: begin early
FAN_OFF_PCT = 65.0  # our choice: 10 % lower, so that the fan does not switch every minute
LONGEST_RUN_S = 2 * 3600.0  # our choice: after two hours the motor is warm
REST_S = 15 * 60.0  # our choice: time for the motor to cool
START_S = 60.0  # our choice: how long the first good value may take; after that the sensor counts as lost

# Every reason that the law can give. The same sentences in Vietnamese stand in messages.vi.toml.
STARTING = Message("rack.starting", "Waiting for the first good value. The fan is off.")
TOO_WET = Message("rack.too_wet", "Too wet: {humidity_pct:.0f} %. The fan runs until {limit_pct:.0f} %.")
DRY_ENOUGH = Message("rack.dry_enough", "The air is dry enough: {humidity_pct:.0f} %. The fan is off.")
FAN_RESTS = Message("rack.fan_rests", "The fan has run long and rests for {minutes:.0f} more minutes.")
NO_HUMIDITY = Message("rack.no_humidity", "No humidity to trust. The fan is off. Check the three wires of the sensor.")


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


class Step(NamedTuple):
    """What a rule answers: the next state (or the same), and why."""

    state: State
    why: Message


SAFE = Action(fan=False)  # at the start, at the end, and whenever we know nothing
SAFETY_INPUTS = frozenset({"rack_humidity_pct"})
DANGER = frozenset[State]()  # for people far away: states that mean danger,
TROUBLE = frozenset({State.SENSOR_LOST})  # and those in which somebody must repair something


def decide(sensed: Sensed, memory: Memory, dt_s: float) -> Decision[Action, Memory]:
    """One tick: look, let the state's own rule answer, and switch what belongs to the new state."""
    now = memory._replace(in_state_s=memory.in_state_s + dt_s)
    humidity_pct = sensed.rack_humidity_pct
    if humidity_pct is None:  # unknown is never OK: the fan stops on this very tick
        step = blind(now)
        return Decision(SAFE, entered(now, step), step.why, urgent=True)
    step = RULES[now.state](now, humidity_pct)
    return Decision(Action(fan=step.state is State.DRYING), entered(now, step), step.why)


def safe_action(memory: Memory) -> Action:
    """The safe action is the same in every state: fan off."""
    return SAFE


def entered(now: Memory, step: Step) -> Memory:
    """The memory after a step: a new state begins at 0 s."""
    return now if step.state is now.state else Memory(step.state, now.latched)


# The rules: one function for what each state does


def blind(now: Memory) -> Step:
    """Any state, without a humidity: a sensor that has just started may take its time, any other is lost."""
    if now.state is State.BOOT and now.in_state_s < START_S:
        return Step(State.BOOT, STARTING)
    return Step(State.SENSOR_LOST, NO_HUMIDITY)


def ready(now: Memory, humidity_pct: float) -> Step:
    """BOOT, IDLE, SENSOR_LOST: the fan is off until the air is too wet."""
    if humidity_pct >= FAN_ON_PCT:
        return Step(State.DRYING, TOO_WET(humidity_pct=humidity_pct, limit_pct=FAN_OFF_PCT))
    return Step(State.IDLE, DRY_ENOUGH(humidity_pct=humidity_pct))


def drying(now: Memory, humidity_pct: float) -> Step:
    """DRYING: the fan runs until the air is dry enough, but not too long."""
    if now.in_state_s >= LONGEST_RUN_S:
        return Step(State.RESTING, FAN_RESTS(minutes=REST_S / 60.0))
    if humidity_pct > FAN_OFF_PCT:
        return Step(State.DRYING, TOO_WET(humidity_pct=humidity_pct, limit_pct=FAN_OFF_PCT))
    return ready(now, humidity_pct)


def resting(now: Memory, humidity_pct: float) -> Step:
    """RESTING: the motor cools, however wet the air is."""
    left_s = REST_S - now.in_state_s
    if left_s > 0.0:
        return Step(State.RESTING, FAN_RESTS(minutes=left_s / 60.0))
    return ready(now, humidity_pct)


RULES = {
    State.BOOT: ready,
    State.IDLE: ready,
    State.DRYING: drying,
    State.RESTING: resting,
    State.SENSOR_LOST: ready,
}
