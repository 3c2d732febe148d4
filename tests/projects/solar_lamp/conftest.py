"""A bench for the lamp's law: values in, decisions out, second by second, without loop or simulator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from devices import Decision
from projects.solar_lamp import reasons
from projects.solar_lamp.control import Action, Latched, Memory, Sensed, State, decide
from projects.solar_lamp.law.energy import Ledger

GOOD = Sensed(
    box_temperature_c=20.0,
    box_humidity_pct=60.0,
    room_temperature_c=20.0,
    room_humidity_pct=60.0,
    wall_temperature_c=20.0,
    heater_probe_temperature_c=20.0,
    battery_voltage_v=12.5,
    battery_current_a=-0.06,
    panel_current_a=0.0,
    door_open=False,
    light_button_pressed=False,
    reset_pressed=False,
    latch_saved=True,
    under_voltage=False,
)
WARM_K = 6.0  # a heater that is on stands so much above its box; more at once would look like a heater that races
DAMP: dict[str, Any] = {"box_humidity_pct": 92.0, "room_humidity_pct": 92.0}


class Bench:
    """A lamp on a bench. `sensed` holds what its sensors say until something changes them.

    Its heater is healthy: warm at once when it is on, and cold at once when it is off, until a test sets its probe.
    """

    def __init__(self) -> None:
        self.sensed = GOOD
        self.healthy = True
        self.memory = Memory()
        self.decision: Decision[Action, Memory] = Decision(Action(), self.memory, reasons.BOOTING)

    def run(self, for_s: float, dt_s: float = 1.0, **changes: Any) -> Decision[Action, Memory]:
        """Let that time pass with these changes; returns the last decision."""
        self.sensed = self.sensed._replace(**changes)
        self.healthy = self.healthy and "heater_probe_temperature_c" not in changes
        for _ in range(round(for_s / dt_s)):
            box_c = self.sensed.box_temperature_c
            if self.healthy and box_c is not None:
                heater_c = box_c + WARM_K * self.decision.action.heater
                self.sensed = self.sensed._replace(heater_probe_temperature_c=heater_c)
            self.decision = decide(self.sensed, self.memory, dt_s)
            self.memory = self.decision.memory
        return self.decision

    def tick(self, **changes: Any) -> Decision[Action, Memory]:
        """One second."""
        return self.run(1.0, **changes)

    def start(self, latched: Latched | None = None, **changes: Any) -> Decision[Action, Memory]:
        """Switch on and let the boot test pass."""
        self.memory = Memory(latched=latched or Latched())
        self.sensed = GOOD
        return self.run(12.0, **changes)

    def fill_ledger(self, **changes: Any) -> None:
        """Put other numbers into the ledger."""
        self.memory = self.memory._replace(ledger=self.memory.ledger._replace(known=True, **changes))

    def reach(self, state: State) -> Memory:
        """Bring a fresh lamp into that state by what its sensors say; returns the memory there."""
        REACH[state](self)
        assert self.memory.state is state
        return self.memory


def _reach_dry_fan(bench: Bench) -> None:
    bench.start()
    bench.run(3600.0, dt_s=10.0)
    bench.run(20.0, box_humidity_pct=92.0)


def _reach_dry_heat(bench: Bench) -> None:
    bench.start()
    bench.run(600.0, dt_s=10.0)
    bench.fill_ledger(heat_wh=40.0)
    bench.run(20.0, **DAMP)


def _reach_ration(bench: Bench) -> None:
    bench.start(**DAMP)
    bench.run(20.0)


REACH: dict[State, Callable[[Bench], object]] = {
    State.BOOT: lambda bench: bench.run(3.0),
    State.IDLE: lambda bench: bench.start(),
    State.DRY_FAN: _reach_dry_fan,
    State.DRY_HEAT: _reach_dry_heat,
    State.RATION: _reach_ration,
    State.DEW: lambda bench: (
        bench.start(),
        bench.run(20.0, wall_temperature_c=18.0, **DAMP),
    ),
    State.LOW_BATT: lambda bench: (bench.start(), bench.run(70.0, battery_voltage_v=12.0)),
    State.LOW_SUPPLY: lambda bench: (bench.start(), bench.run(7.0, under_voltage=True)),
    State.SENSOR_LOST: lambda bench: (
        bench.start(),
        bench.tick(box_humidity_pct=None),
        bench.tick(box_humidity_pct=60.0),
    ),
    State.OVERTEMP: lambda bench: (bench.start(), bench.tick(heater_probe_temperature_c=46.0)),
    State.RUNAWAY: lambda bench: (bench.start(), bench.run(400.0, dt_s=10.0, heater_probe_temperature_c=32.0)),
    State.NO_HEAT: lambda bench: (_reach_dry_heat(bench), bench.run(270.0, heater_probe_temperature_c=20.0)),
    State.DOOR_OPEN: lambda bench: (bench.start(), bench.tick(door_open=True)),
}


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.fixture
def ledger() -> Ledger:
    """A ledger that knows a battery at 80 %."""
    return Ledger(known=True, soc=0.8)
