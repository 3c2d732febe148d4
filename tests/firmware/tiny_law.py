"""The smallest law there is: the lamp is on while the button is pressed. For tests of the loop and of binding."""

from enum import Enum
from typing import NamedTuple

from devices import Decision, Message

ON = Message("tiny.on", "On.")
OFF = Message("tiny.off", "Off.")
UNKNOWN = Message("tiny.unknown", "The button is unknown.")


class State(Enum):
    """What the lamp is doing."""

    DARK = "dark"
    LIT = "lit"


class Sensed(NamedTuple):
    """One button."""

    button_pressed: bool | None


class Action(NamedTuple):
    """One lamp."""

    lamp: bool


class Latched(NamedTuple):
    """How often it was lit; `state_lost` after a state file that could not be read."""

    lit: int = 0
    state_lost: bool = False


class Memory(NamedTuple):
    """All it remembers."""

    state: State = State.DARK
    latched: Latched = Latched()


SAFE = Action(lamp=False)
SAFETY_INPUTS = frozenset({"button_pressed"})


def safe_action(memory):
    """Dark."""
    return SAFE


def decide(sensed, memory, dt_s):
    """Lit while pressed."""
    if sensed.button_pressed is None:
        return Decision(SAFE, memory._replace(state=State.DARK), UNKNOWN, urgent=True)
    if not sensed.button_pressed:
        return Decision(SAFE, memory._replace(state=State.DARK), OFF)
    if memory.state is State.LIT:
        return Decision(Action(lamp=True), memory, ON)
    latched = memory.latched._replace(lit=memory.latched.lit + 1)
    return Decision(Action(lamp=True), memory._replace(state=State.LIT, latched=latched), ON)
