"""Put a project's plant behind a virtual board and run the project's own law, wiring and drivers on it."""

from __future__ import annotations

import random
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from math import inf
from pathlib import Path
from typing import Any

from devices import Event, Message, Sink, WiredPart
from firmware.fit import fit
from firmware.latches import InMemory, Latches
from firmware.law import Law
from firmware.loop import Ending, Loop
from firmware.parts import Parts
from firmware.project import Project
from firmware.trace import SIM as PROVENANCE
from firmware.trace import Trace
from sim.chips import Chip
from sim.chips import find as find_chip
from sim.chips._as_built import as_built
from sim.chips._switched import SwitchedChip
from sim.chips._unit import Kind, Units
from sim.chips.heartbeat import HeartbeatChip
from sim.time.clock import VirtualClock
from sim.virtual_pi import VirtualPi
from sim.world.events import Events, Switching
from sim.world.faults import BOOT_S, DOWN, START_AGAIN_S, BoardDown, Card, Fault
from sim.world.options import settings_of
from sim.world.presses import Press
from sim.world.world import World
from wiring.calibration import calibrated, measured_in

FAULT_BEGINS = Message("fault.begins", "Fault injected: {fault}.")
FAULT_ENDS = Message("fault.ends", "Fault cleared: {fault}.")
BUTTON_PRESSED = Message("press.begins", "{button} pressed.")
IS_DOWN = Message("board.down", "The board is down ({kind}): nothing is controlled now.")
ENDED_DOWN = Message("board.ended_down", "The run is over while the board is down.")

CALIBRATED_BEFORE = timedelta(days=14)  # chosen, where the plant has no day of its own
JUMP_S = 3600.0  # how far the date jumps by default
SAVE_S = 30.0  # chosen: how long a lagging card takes by default; a worn card was seen to hang for 6 to 45 s
DOWN_STEP_S = 1.0  # how often a board that is down is checked
HELD_TURNS = 3.0  # of the loop, for which a heartbeat relay holds at least
_STARTS_S = {"killed": START_AGAIN_S, "stalled": START_AGAIN_S}  # a service; after anything else the board boots


@dataclass(frozen=True, slots=True)
class SimulationResult:
    """What a simulated run came to."""

    project: str
    seed: int
    simulated_s: float
    final: dict[str, Any]
    metrics: dict[str, float]
    events: list[Event]
    trace_sha256: str
    ending: Ending
    switched: list[Switching] = field(default_factory=list)

    @property
    def counts(self) -> bool:
        """Whether it is a run at all: one that an error broke off says nothing about a law."""
        return self.ending.error is None

    def as_json(self) -> dict[str, Any]:
        """The result as one JSON-able object; `provenance` says that nothing in it was measured."""
        return {
            "project": self.project,
            "seed": self.seed,
            "simulated_s": self.simulated_s,
            "provenance": PROVENANCE,
            "ended_well": self.ending.ok,
            "final": self.final,
            "metrics": self.metrics if self.counts else {},
            "events": [
                {"t_s": round(each.t_s, 3), "kind": each.kind, "state": each.state, "why": str(each.why)}
                for each in self.events
            ],
            "trace_sha256": self.trace_sha256,
        }


class Simulation:
    """One virtual board with one project on it: `with Simulation(project) as simulation: simulation.run(3600.0)`.

    It runs in one go with `run`, or slice by slice with `advance`; leaving the `with` block puts the outputs to SAFE.
    `settings` are those of the project's plant; `faults` and `presses` come and go at their times; `trace` records the
    run; `law` takes the place of the project's own; `units` says whether its sensors are as in the shop. When a fault
    takes the board down, the world goes on without it, and a new loop begins when the board is up again: `parts` and
    `loop` are those of the life it lives now.
    Raises SettingError, FaultError, PressError or WiringError before anything runs.
    """

    def __init__(
        self,
        project: Project,
        *,
        seed: int = 0,
        settings: Mapping[str, Any] | None = None,
        faults: Iterable[Fault] = (),
        presses: Iterable[Press] = (),
        trace: Trace | None = None,
        latches: Latches | None = None,
        tick_s: float = 1.0,
        law: Law | None = None,
        units: Kind = Kind.CALIBRATED,
    ) -> None:
        self.project = project
        self.seed = seed
        self._units = Units(units, seed)
        self.trace = trace or Trace()
        self.events = Events()
        self.law = law or project.law()
        self._faults, self._presses = list(faults), list(presses)
        self._card = Card(latches or InMemory())
        self._tick_s = tick_s
        self._module = project.module("plant")
        self._settings = settings_of(project.name, self._module, settings or {})
        self._life = ExitStack()
        self._up_s: float | None = None  # when the board is up again; None: it is up now
        self._sags = 0  # so many faults pull the board's own supply down
        self._stalled = False  # the program is there and stands still
        self._stopped = False
        self._end_s = inf  # the second of the run at which it is over
        self._until_s = -inf  # the second of the run at which the present slice is over
        self._lives = self._live()
        self._result: SimulationResult | None = None

    def __enter__(self) -> Simulation:
        try:
            self._build()
        except BaseException:
            self._life.close()
            raise
        return self

    def _build(self) -> None:
        self._wiring = self.project.wiring()
        fit(self._wiring, self.law)
        plant = self._module.Plant(self._settings, random.Random(f"plant {self.seed}"))
        self.clock = self._card.clock = VirtualClock(start=plant.start)
        self.pi = VirtualPi(clock=self.clock, seed=self.seed)
        driven: dict[str, float] = {}
        self._life.enter_context(self.pi)
        built = as_built(self._wiring.parts, self._module)
        self.chips = plug(self.pi, built, plant.felt, driven, self._tick_s, self._units)
        measured_on = getattr(plant, "calibrated_on", plant.start.date() - CALIBRATED_BEFORE)
        measured = measured_in(self._units.calibration(measured_on))
        self._plan = fit(calibrated(self._wiring, measured), self.law)
        self.parts = self._life.enter_context(Parts(self._plan, self.clock))
        self.world = World(
            plant,
            self.chips,
            driven,
            self.clock,
            self._module.STEP_S,
            self.pi.rng,
            self._tell_fault,
            self._tell_press,
            getattr(self._module, "FAULTS", {}),
            self._apply_faults,
        )
        self._start_s = self.clock.monotonic()
        self.loop = self._new_loop([self.trace, self.events])
        self.record_to(self.trace)
        self.world.plan(self._faults)
        self.world.plan_presses(self._presses)

    def _new_loop(self, sinks: list[Sink]) -> Loop:
        return Loop(
            self.law,
            self.parts,
            self.clock,
            sinks,
            tick_s=self._tick_s,
            latches=self._card,
            worker=self._card,
            start_s=self._start_s,
            under_voltage=lambda: self._sags > 0,
        )

    def record_to(self, trace: Trace) -> None:
        """Let this trace record the run, with the true world and its faults, in place of the one before."""
        trace.world, trace.faults = self.world.true, lambda: self.world.broken_since_s
        self.sinks[self.sinks.index(self.trace)] = self.trace = trace

    @property
    def sinks(self) -> list[Sink]:
        """Who is told of the run, now and in all later lives of the board."""
        return self.loop.sinks

    def run(self, for_s: float) -> SimulationResult:
        """Run until that virtual second of the run, or until it is stopped."""
        self.end_at(for_s)
        result = self.advance(inf)
        assert result is not None
        return result

    def end_at(self, for_s: float) -> None:
        """Let the run be over at that virtual second of it, for whoever goes on with `advance`."""
        self._end_s = self.loop.end_s = for_s

    def advance(self, until_s: float) -> SimulationResult | None:
        """Run up to that virtual second of the run; the result once the run has ended, None while it goes on.

        A run that is cut into slices has the same trace and result as one that is not. Raises RuntimeError when the
        run was broken off.
        """
        self._until_s = until_s
        if self._result is None:
            try:
                next(self._lives)
            except StopIteration as end:
                if end.value is None:
                    raise RuntimeError("this run was left before its end: it cannot go on") from None
                self.trace.close()
                self._result = self._result_of(end.value)
        return self._result

    def _result_of(self, ending: Ending) -> SimulationResult:
        last = self.events.last
        final: dict[str, Any] = {"state": last.state, "why": str(last.why)} if last else {}
        if last:
            final |= {"sensed": last.sensed._asdict(), "commanded": dict(last.commanded)}
        if ending.why.key == ENDED_DOWN.key:
            final |= {"state": DOWN, "why": str(ENDED_DOWN())}
        return SimulationResult(
            project=self.project.name,
            seed=self.seed,
            simulated_s=round(self.clock.monotonic() - self._start_s, 3),
            final=final,
            metrics=self.world.plant.metrics(),
            events=self.events.kept,
            trace_sha256=self.trace.sha256(),
            ending=ending,
            switched=list(self.events.switched.values()),
        )

    def set_aside(self) -> AbstractContextManager[None]:
        """Between two slices: inside this block, another board may be the one of this process."""
        return self.pi.set_aside()

    def stop(self) -> None:
        """End the run after this turn, also when the board is down."""
        self._stopped = True
        self.loop.stop()

    def latched(self) -> dict[str, Any] | None:
        """What the state file holds now."""
        return self._card.load()

    def __exit__(self, *_: object) -> None:
        try:
            self._lives.close()
            self.loop.close()
        finally:
            self._life.close()
            self.trace.drop()

    # The board itself

    def _live(self) -> Generator[None, None, Ending]:
        """The lives of the board, one loop after the other. It yields where a slice ends."""
        while True:
            try:
                if self._up_s is not None:
                    self._boot()
                self.world.look_at_the_supply()
                while (ending := self.loop.advance(self._until_s)) is None:
                    if self._stalled:
                        yield from self._wait()
                        self._up_s, self._stalled = None, False
                    else:
                        yield
                return ending
            except BoardDown as down:
                self._go_down(down.kind)
            yield from self._wait()
            if self._stopped or self.clock.monotonic() >= self._start_s + self._end_s:
                return Ending(True, ENDED_DOWN)

    def _apply_faults(self, fault: Fault, begins: bool) -> None:
        """A fault of the board begins or ends. Raises BoardDown when that takes away the program which runs here."""
        if fault.kind == "under_voltage":
            self._sags += 1 if begins else -1
        elif fault.kind == "full":
            self._card.full = begins
        elif fault.kind == "unreadable":
            self._card.unreadable = begins
        elif fault.kind == "lagging":
            self._card.save_s = fault.details.get("save_s", SAVE_S) if begins else 0.0
        elif fault.target == "clock":
            by_s = fault.details.get("by_s", JUMP_S)
            self.clock.jump(by_s if begins else -by_s)
        elif begins:
            self._take_away(fault.kind)
        elif self.world.powered and not any(_takes_down(each) for each in self.world.active):
            self._up_s = self.clock.monotonic() + (0.0 if self._stalled else _STARTS_S.get(fault.kind, BOOT_S))

    def _take_away(self, kind: str) -> None:
        lives, self._up_s = self._up_s is None or self._stalled, inf
        if kind == "stalled":
            if lives:
                self._stalled = True
                self.loop.pause()
            return
        self._stalled = False
        if lives:
            if kind == "killed":
                self.pi.pins.freeze()
            raise BoardDown(kind)
        if kind != "killed":  # the pins that a dead process left behind let go
            self.pi.pins.thaw()
            self.pi.pins.reset()

    def _go_down(self, kind: str) -> None:
        """Remove the dead program from this process: frozen pins stay as they are, others are reset."""
        self._card.pull_out()
        self._life.close()
        for sink in self.sinks:
            sink.event(Event(self.clock.monotonic() - self._start_s, "fault", DOWN, IS_DOWN(kind=kind)))

    def _wait(self) -> Generator[None, None, None]:
        """Let the world go on without the board until it is up again, or the run is over. It yields as `_live` does."""
        assert self._up_s is not None
        monotonic, sleep, start_s = self.clock.monotonic, self.clock.sleep, self._start_s
        while not self._stopped and monotonic() < min(start_s + self._end_s, self._up_s):
            wake_s = min(monotonic() + DOWN_STEP_S, start_s + self._end_s, self._up_s)
            while wake_s >= start_s + self._until_s:
                sleep(max(0.0, start_s + self._until_s - monotonic()))
                yield
            sleep(wake_s - monotonic())

    def _boot(self) -> None:
        """A new program on the same wires: it finds the pins as they are and the latches as they were saved."""
        self._up_s = None
        self.pi.pins.thaw()
        self._life.enter_context(self.pi)
        self.parts = self._life.enter_context(Parts(self._plan, self.clock))
        self.loop = self._new_loop(self.sinks)
        self.loop.end_s = self._end_s

    def _tell_fault(self, fault: Fault, begins: bool) -> None:
        self._tell("fault", (FAULT_BEGINS if begins else FAULT_ENDS)(fault=str(fault)))

    def _tell_press(self, press: Press) -> None:
        self._tell("press", BUTTON_PRESSED(button=press.button))

    def _tell(self, kind: str, why: Message) -> None:
        state = self.events.last.state if self.events.last else "BOOT"
        event = Event(self.clock.monotonic() - self._start_s, kind, state, why)
        for sink in self.sinks:
            sink.event(event)


def plug(
    pi: VirtualPi,
    parts: Sequence[WiredPart],
    felt: Mapping[str, Any],
    driven: dict[str, float],
    tick_s: float = 1.0,
    units: Units | None = None,
) -> dict[str, Chip]:
    """Plug the chip of every part into the virtual board; analog ones go onto their converter's input.

    A heartbeat relay gets patience for a loop that is asked to turn slower than once a second. Without `units` all are
    ideal.
    """
    chips: dict[str, Chip] = {}
    units = units or Units(Kind.IDEAL, 0)
    for part in parts:
        chip = find_chip(part.driver)(pi, part, felt, driven, units.unit(part.name))
        chips[part.name] = chip
        if "on" in part.options:
            chips[part.options["on"]].inputs[part.options.get("channel", 0)] = chip.volts  # type: ignore[attr-defined]
    for chip in chips.values():
        if isinstance(chip, HeartbeatChip):
            chip.hold_s = max(chip.hold_s, HELD_TURNS * tick_s)
            for name in chip.part.options["cuts"]:
                guarded = chips[name]
                assert isinstance(guarded, SwitchedChip)  # fit has refused anything else
                chip.guard(guarded)
    return chips


def trace_to(file: str | None, every_s: float) -> Trace:
    """A trace for `--trace FILE`, or one that only keeps the SHA-256."""
    return Trace(Path(file) if file else None, every_s)


def _takes_down(fault: Fault) -> bool:
    """Whether a fault of the board takes the program away while it lasts."""
    return fault.target == "board" and fault.kind != "under_voltage"
