"""Drive the law by hand: no loop, no pins, no simulator."""

from __future__ import annotations

from typing import Any

import pytest

from devices import Decision
from projects.gas_alarm.control import Action, Latched, Memory, Sensed, State, decide
from projects.gas_alarm.model import Valve

CLEAN = Sensed(
    gas_lpg_ppm=5.0,
    gas_warming=False,
    gas_calibration_age_days=14.0,
    gas_clean_air_pct=100.0,
    fumes_co_ppm=1.0,
    fumes_calibration_age_days=14.0,
    heater_current_a=0.15,
    battery_voltage_v=13.8,
    battery_current_a=0.0,
    mains_closed=True,
    valve_switch_closed=None,  # follows the valve: see Alarm.tick
    reset_pressed=False,
    hush_pressed=False,
    test_pressed=False,
    latch_saved=True,
    under_voltage=False,
)
FIELDS = set(Sensed._fields)


class Alarm:
    """A law and what it sees. The valve's switch follows the valve unless a test says otherwise."""

    def __init__(self, latched: Latched | None = None) -> None:
        self.memory = Memory() if latched is None else Memory(latched=latched)
        self.seen = CLEAN
        self.action = Action(False, False, False, True, False, False)
        self.t_s = 0.0
        self.decision: Decision[Action, Memory] | None = None

    @property
    def state(self) -> State:
        return self.memory.state

    @property
    def why(self) -> str:
        assert self.decision is not None
        return self.decision.why.key

    def look(self, **seen: Any) -> Sensed:
        """What the law would see now; values stay for later ticks."""
        assert set(seen) <= FIELDS
        shut = seen.pop("valve_switch_closed", not self.action.valve_open)
        if seen:
            self.seen = self.seen._replace(**seen)
        return self.seen if self.seen.valve_switch_closed is shut else self.seen._replace(valve_switch_closed=shut)

    def tick(self, dt_s: float = 1.0, **seen: Any) -> Action:
        """One tick. Every new sentence is filled in, so a missing value shows at once."""
        spoken = self.decision.why.key if self.decision else ""
        self.decision = decide(self.look(**seen), self.memory, dt_s)
        assert self.decision.why.key == spoken or self.decision.why.render()
        self.memory, self.action = self.decision.memory, self.decision.action
        self.t_s += dt_s
        return self.action

    def run(self, seconds: int, dt_s: float = 1.0, **seen: Any) -> list[Action]:
        """So many seconds, one tick a second unless `dt_s` says otherwise."""
        return [self.tick(dt_s, **seen) for _ in range(round(seconds / dt_s))]

    def press(self, button: str) -> Action:
        """A press of one tick, and the tick after it: a valve opens when the card has kept that it is open."""
        self.tick(**{f"{button}_pressed": True})
        return self.tick(**{f"{button}_pressed": False})

    def start(self) -> Alarm:
        """Through the warm-up in clean air."""
        self.run(180, gas_lpg_ppm=None, gas_warming=True)
        self.run(5, gas_lpg_ppm=5.0, gas_warming=False)
        return self


@pytest.fixture
def cold() -> Alarm:
    """Just powered on."""
    return Alarm()


@pytest.fixture(scope="session")
def _started() -> Memory:
    return Alarm().start().memory


@pytest.fixture
def alarm(_started: Memory) -> Alarm:
    """Warm, in NORMAL, gas on."""
    found = Alarm()
    found.memory = _started
    found.action = Action(True, False, False, False, False, True)
    assert found.state is State.NORMAL
    assert found.memory.latched.valve is Valve.OPEN
    return found


@pytest.fixture
def reboot() -> type[Alarm]:
    """Make an alarm that finds these latches at power-on: reboot(latched)."""
    return Alarm
