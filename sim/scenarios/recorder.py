"""Records what the questions of a scenario need while it runs. It is called at every turn: keep it cheap."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import inf, nan
from types import ModuleType
from typing import Any

from devices import Event, Moment, Sink, Tick
from firmware.law import Law
from sim.chips._switched import SwitchedChip
from sim.chips.heartbeat import HeartbeatChip
from sim.scenarios.invariants import Guard
from sim.scenarios.measures import MEASURES
from sim.scenarios.record import RunRecord, Steps, TrueSeries
from sim.scenarios.scenario import Question
from sim.world.faults import DOWN
from sim.world.simulation import FAULT_BEGINS, Simulation, SimulationResult


@dataclass(frozen=True, slots=True)
class Needs:
    """The true quantities and the fields of Sensed that the questions need."""

    quantities: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


def needs_of(questions: tuple[Question, ...]) -> Needs:
    """What must be recorded to answer these questions."""
    quantities: set[str] = set()
    fields: set[str] = set()
    for question in questions:
        kinds = MEASURES[question.measure].needs
        quantities |= {str(value) for name, value in question.arguments.items() if kinds.get(name) == "quantity"}
        fields |= {str(value) for name, value in question.arguments.items() if kinds.get(name) == "field"}
        levels = (question.window.after_above, question.window.after_below)
        quantities |= {level[0] for level in levels if level is not None}
    return Needs(tuple(sorted(quantities)), tuple(sorted(fields)))


class Powers(dict[str, float]):
    """The power that arrives at each actuator; every change is noted at its very moment."""

    def __init__(self, powers: Mapping[str, float], clock: Any, start_s: float) -> None:
        super().__init__(powers)
        self.noted: dict[str, Steps[float]] = {}
        self._now = clock.monotonic
        self._start_s = start_s
        for name, power in powers.items():
            self._note(name, power)

    def __setitem__(self, name: str, power: float) -> None:
        if self.get(name) != power:
            self._note(name, power)
        super().__setitem__(name, power)

    def _note(self, name: str, power: float) -> None:
        self.noted.setdefault(name, Steps(array("d"))).note(self._now() - self._start_s, power)


DROPS_S = 0.5  # after the hold time of a heartbeat relay all that it guards must be without power
SIGNALS = ("lamp", "buzzer")  # drivers of what tells people something, and harms nobody when it stays on


class Recorder(Sink):
    """Records every change as a sink, and every turn in place of the watchdog that the loop feeds.

    `law` goes into the simulation in place of the recorded law. `error` is what went wrong in the recording.
    """

    due_s = inf  # changes reach a sink at once in any case; it needs nothing else

    def __init__(self, law: Law, needs: Needs, guard: Guard) -> None:
        self.guard = guard
        self.error: Exception | None = None
        self._needs = needs
        self._record = RunRecord()
        self._parts: list[Any] = []
        self._commanded: Mapping[str, bool] = {}
        self._sensed: Any = None
        self._kept: Any = None  # what was sensed when its fields were last noted
        self._before: Any = None
        self._decision: Any = None
        self._dt_s = 0.0
        self._broken = frozenset[str]()
        self._broken_faults: list[Any] = []
        self._begun: set[str] = set()  # faults that began since the last turn
        self._safe = {name: bool(value) for name, value in law.safe._asdict().items()}
        self.law = self._observed(law)

    def _observed(self, law: Law) -> Law:
        module = ModuleType(law.module.__name__)
        module.__dict__.update(vars(law.module))
        decide = law.module.decide

        def seen(sensed: Any, memory: Any, dt_s: float) -> Any:
            self._sensed, self._before, self._dt_s = sensed, memory, dt_s
            self._decision = decision = decide(sensed, memory, dt_s)
            return decision

        module.__dict__["decide"] = seen
        return replace(law, module=module)

    def attach(self, simulation: Simulation) -> None:
        """Begin to record a simulation that was built and has not begun to run."""
        self._simulation, self._world, self._now = simulation, simulation.world, simulation.clock.monotonic
        self._start_s = self._now()
        self._last_s = 0.0
        holds_s = [chip.hold_s for chip in simulation.chips.values() if isinstance(chip, HeartbeatChip)]
        self._dropped_s = max(holds_s, default=inf) + DROPS_S
        self._harmful = [
            chip.actuator
            for chip in simulation.chips.values()
            if isinstance(chip, SwitchedChip) and chip.part.driver not in SIGNALS
        ]
        self._powers = Powers(self._world.driven, simulation.clock, self._start_s)
        self._world.driven = self._powers
        for chip in simulation.chips.values():
            chip.driven = self._powers
        for name, on in self._safe.items():
            self._record.commanded[name] = Steps()
            self._record.commanded[name].note(0.0, on)
        self._record.sensed = {name: Steps(array("d", [nan]), array("d", [0.0])) for name in self._needs.fields}
        self._record_true_values(simulation)
        simulation.sinks.append(self)

    def _record_true_values(self, simulation: Simulation) -> None:
        if not self._needs.quantities:
            return
        true, step_s = self._world.true, self._world.step_s
        curves = self._record.true = {name: TrueSeries(step_s) for name in self._needs.quantities}
        kept = [(name, curve.values.append) for name, curve in curves.items()]

        def step() -> None:
            now = true()
            for name, append in kept:
                append(now[name])

        step()
        simulation.clock.every(step_s, step)

    def tick(self, tick: Tick) -> None:
        """Note what changed in this turn."""
        t_s, record = tick.t_s, self._record
        record.states.note(t_s, tick.state)
        record.whys.note(t_s, tick.why.key)
        if tick.commanded is not self._commanded:
            self._commanded = tick.commanded
            for name, on in tick.commanded.items():
                record.commanded[name].note(t_s, on)
        if not self._parts or tick.parts is not self._parts[-1]:
            self._parts.append(tick.parts)

    def _turn(self) -> None:
        """Called after every whole good turn, after the sinks."""
        t_s = self._now() - self._start_s
        sensed, world = self._sensed, self._world
        self._look_back(t_s)
        if sensed is not self._kept:
            self._kept = sensed
            for name, steps in self._record.sensed.items():
                value = getattr(sensed, name)
                steps.note(t_s, nan if value is None else value)
        if world.active or self._broken:
            self._note_faults()
        moment = Moment(
            t_s, self._dt_s, sensed, self._before, self._decision, self._commanded,
            world.true(), self._powers, self._broken,
        )  # fmt: skip
        try:
            self.guard.look(moment)
        except Exception as error:  # an invariant that raises must not end the control: the run counts as not judged
            self.error = error
            self._simulation.stop()

    def _look_back(self, t_s: float) -> None:
        """A while without a turn: the program was gone, or stood still. The heartbeat relay has dropped meanwhile."""
        dropped_s, self._last_s = self._last_s + self._dropped_s, t_s
        if t_s > dropped_s:
            for name in self._harmful:
                powers = self._powers.noted[name].stretches(dropped_s, t_s)
                if any(power > 0.0 and begin_s < end_s for begin_s, end_s, power in powers):
                    self.guard.unattended(name, t_s, self._broken | self._begun)
        self._begun.clear()

    def _note_faults(self) -> None:
        faults = list(self._world.active)
        if faults != self._broken_faults:
            self._broken_faults, self._broken = faults, self._world.broken

    def event(self, event: Event) -> None:
        """The board goes down, or a life of it begins."""
        record = self._record
        if event.why.key == FAULT_BEGINS.key:
            self._begun.add(str(event.why.values["fault"]))
        if event.state == DOWN:
            record.states.note(event.t_s, DOWN)
            record.whys.note(event.t_s, event.why.key)
            for steps in record.sensed.values():
                steps.note(event.t_s, nan)
        elif event.kind == "start":
            self._simulation.loop.feed_watchdog = self._turn
            self._kept = None
            for name, on in self._safe.items():
                record.commanded[name].note(event.t_s, on)
            self.guard.board_starts(event.t_s)

    def record(self, result: SimulationResult) -> RunRecord:
        """Everything, now that the run is over."""
        record = self._record
        self._look_back(result.simulated_s)
        record.length_s = result.simulated_s
        record.power = self._powers.noted
        record.metrics = result.metrics
        record.breaks, record.break_count = self.guard.breaks, self.guard.count
        if self._decision is not None:
            record.latched = self.law.as_saved(self._decision.memory.latched)
        for parts in self._parts:
            for name, sensor in parts.sensors.items():
                reads, failed = record.reads.get(name, (0, 0))
                record.reads[name] = (reads + sensor.reads, failed + sensor.failures)
                record.restarts[name] = record.restarts.get(name, 0) + sensor.restarts
        return record
