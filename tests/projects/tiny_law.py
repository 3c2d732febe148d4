"""The smallest law there is: the lamp is on while the button is pressed. For tests of the loop and of binding."""

from dataclasses import dataclass, field, replace
from enum import Enum

from devices import Decision, Message

ON = Message("tiny.on", "On.")
OFF = Message("tiny.off", "Off.")
UNKNOWN = Message("tiny.unknown", "The button is unknown.")


class State(Enum):
    """What the lamp is doing."""

    DARK = "dark"
    LIT = "lit"


@dataclass(frozen=True, slots=True)
class Sensed:
    """One button."""

    button_pressed: bool | None


@dataclass(frozen=True, slots=True)
class Action:
    """One lamp."""

    lamp: bool


@dataclass(frozen=True, slots=True)
class Latched:
    """How often it was lit; `state_lost` after a state file that could not be read."""

    lit: int = 0
    state_lost: bool = False


@dataclass(frozen=True, slots=True)
class Memory:
    """All it remembers."""

    state: State = State.DARK
    latched: Latched = field(default_factory=Latched)


SAFE = Action(lamp=False)
SAFETY_INPUTS = frozenset({"button_pressed"})


def safe_action(memory):
    """Dark."""
    return SAFE


def decide(sensed, memory, dt_s):
    """Lit while pressed."""
    if sensed.button_pressed is None:
        return Decision(SAFE, replace(memory, state=State.DARK), UNKNOWN, urgent=True)
    if not sensed.button_pressed:
        return Decision(SAFE, replace(memory, state=State.DARK), OFF)
    if memory.state is State.LIT:
        return Decision(Action(lamp=True), memory, ON)
    latched = replace(memory.latched, lit=memory.latched.lit + 1)
    return Decision(Action(lamp=True), replace(memory, state=State.LIT, latched=latched), ON)
