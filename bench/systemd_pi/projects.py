"""The project that the service runs, in several releases: one that works, and some that do not."""

from __future__ import annotations

from pathlib import Path

NAME = "guard"
BUTTON, VALVE, PUMP = 5, 17, 22
LAWS = {  # release: a line of its law
    "one": "pass",
    "two": "pass  # a newer one",
    "broken": "_ = 1 // 0",
    "falls": "_ = 1 // (turns - 8)",  # after it was ready, and fed the watchdog once or twice
}

WIRING = f"""\
[parts.button]
driver = "button"
pin = {BUTTON}

[parts.valve]
driver = "valve"
pin = {VALVE}

[parts.pump]
driver = "relay"
pin = {PUMP}
active_high = false
"""
CONTROL = '''\
"""Both outputs are on from the first turn."""

from enum import Enum
from typing import NamedTuple

from devices import Decision, Message

ON = Message("guard.on", "Release {release}: both outputs are on.")


class State(Enum):
    ON = "on"


class Sensed(NamedTuple):
    button_pressed: bool | None


class Action(NamedTuple):
    valve_open: bool
    pump: bool


class Latched(NamedTuple):
    pass


class Memory(NamedTuple):
    state: State = State.ON
    latched: Latched = Latched()
    turns: int = 0


SAFE = Action(valve_open=False, pump=False)
SAFETY_INPUTS = frozenset({"button_pressed"})


def safe_action(memory):
    return SAFE


def decide(sensed, memory, dt_s):
    turns = memory.turns + 1
    LAW
    return Decision(Action(valve_open=True, pump=True), Memory(turns=turns), ON(release="NAME"))
'''


def write_project(folder: Path, release: str) -> Path:
    """The folder of the project with the law of that release."""
    made = folder / NAME
    made.mkdir(parents=True)
    (made / "wiring.toml").write_text(WIRING, encoding="utf-8")
    law = CONTROL.replace("LAW", LAWS[release]).replace("NAME", release)
    (made / "control.py").write_text(law, encoding="utf-8")
    return made
