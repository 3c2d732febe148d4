"""The smallest law: a lamp is on while a contact is closed. It does as little as bench/_bare_gpiozero.py beside it."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from devices import Decision, Message

ON, OFF = Message("smallest.on", "On."), Message("smallest.off", "Off.")
UNKNOWN = Message("smallest.unknown", "The contact is unknown.")


class State(Enum):
    """What the lamp is doing."""

    DARK = "dark"
    LIT = "lit"


class Sensed(NamedTuple):
    """One contact."""

    contact_closed: bool | None


class Action(NamedTuple):
    """One lamp."""

    lamp: bool


class Latched(NamedTuple):
    """Nothing."""

    state_lost: bool = False


class Memory(NamedTuple):
    """All it remembers."""

    state: State = State.DARK
    latched: Latched = Latched()


SAFE = Action(lamp=False)
SAFETY_INPUTS = frozenset({"contact_closed"})


def safe_action(memory: Memory) -> Action:
    """Dark."""
    return SAFE


def decide(sensed: Sensed, memory: Memory, dt_s: float) -> Decision[Action, Memory]:
    """Lit while closed."""
    if sensed.contact_closed is None:
        return Decision(SAFE, memory._replace(state=State.DARK), UNKNOWN, urgent=True)
    state = State.LIT if sensed.contact_closed else State.DARK
    return Decision(Action(sensed.contact_closed), memory._replace(state=state), ON if sensed.contact_closed else OFF)
