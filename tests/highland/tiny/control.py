"""The smallest law: the lamp is on while the button is pressed. The other button divides by zero, for the tests."""

from enum import Enum
from typing import NamedTuple

from devices import Decision, Message

ON = Message("tiny.on", "The button is pressed: the lamp is on.")
OFF = Message("tiny.off", "Nobody presses: the lamp is off after {turns} turns.")
UNKNOWN = Message("tiny.unknown", "The button is unknown.")


class State(Enum):
    BOOT = "boot"
    DARK = "dark"
    LIT = "lit"


class Sensed(NamedTuple):
    button_pressed: bool | None
    bomb_pressed: bool | None


class Action(NamedTuple):
    lamp: bool


class Latched(NamedTuple):
    pass


class Memory(NamedTuple):
    state: State = State.BOOT
    latched: Latched = Latched()
    turns: int = 0


SAFE = Action(lamp=False)
SAFETY_INPUTS = frozenset({"button_pressed"})


def safe_action(memory: Memory) -> Action:
    return SAFE


def decide(sensed: Sensed, memory: Memory, dt_s: float) -> Decision[Action, Memory]:
    if sensed.bomb_pressed:
        _ = 1 / 0
    lit = sensed.button_pressed is True
    why = ON if lit else UNKNOWN if sensed.button_pressed is None else OFF(turns=0)
    return Decision(Action(lamp=lit), Memory(State.LIT if lit else State.DARK, turns=memory.turns + 1), why)
