"""A law as a beginner writes it: one limit, no times. That its relay and its motor last is left to the wiring list."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from devices import Decision, Message

WET_PCT = 80.0
WET = Message("plain.wet", "{humidity_pct:.0f} % is wet: the heater is on.")
DRY = Message("plain.dry", "{humidity_pct:.0f} % is dry: the heater is off.")
UNKNOWN = Message("plain.unknown", "The humidity is not known: the heater is off.")


class State(Enum):
    """What the dryer is doing."""

    OFF = "off"
    HEATING = "heating"


class Sensed(NamedTuple):
    """One sensor."""

    air_humidity_pct: float | None


class Action(NamedTuple):
    """One heater."""

    heater: bool


class Latched(NamedTuple):
    """Nothing."""


class Memory(NamedTuple):
    """All it remembers."""

    state: State = State.OFF
    latched: Latched = Latched()


SAFE = Action(heater=False)
SAFETY_INPUTS = frozenset({"air_humidity_pct"})


def safe_action(memory: Memory) -> Action:
    """Off."""
    return SAFE


def decide(sensed: Sensed, memory: Memory, dt_s: float) -> Decision[Action, Memory]:
    """On while it is wet."""
    humidity_pct = sensed.air_humidity_pct
    if humidity_pct is None:
        return Decision(SAFE, memory._replace(state=State.OFF), UNKNOWN, urgent=True)
    wet = humidity_pct >= WET_PCT
    why = (WET if wet else DRY)(humidity_pct=humidity_pct)
    return Decision(Action(wet), memory._replace(state=State.HEATING if wet else State.OFF), why)
