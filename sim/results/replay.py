"""Replay: give a law what was sensed in a recorded trace, and see where it decides otherwise than was recorded.

What this can and cannot tell:
- The sensed values stay as they were recorded. After the first difference a real world would have answered otherwise.
- A trace with a row for every turn (--trace-every 1) gives the law the same values at the same moments, bit for bit:
  the same law then decides the same. With fewer rows the values between two rows are unknown; they are held, and the
  law is asked once a second, so a difference may come from there.
- The law asks, the part is told: between them stand the minimum on and off times of wiring.toml. The same Actuators
  stand here, on parts without wires, and what they would have told is compared with what was recorded.
- A trace holds no latches. The law begins without any; where the program began again in the middle of a trace it finds
  those which it had left, as on a card that can be written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from devices import Actuator, Decision, Message, OutputPart
from firmware.fit import dry_fit
from firmware.law import Law
from firmware.parts import switching_of
from firmware.project import Project
from sim.results.trace_rows import FIRST_TURN_S, Row, TraceRows

TURN_S = 1.0  # how often a law is asked when the trace does not say
NEAR = 1.5  # turns: rows this close have no turn between them
MAX_MOMENTS = 10  # differing moments that are kept to be shown
TELL_EVERY = 2000  # rows between two looks at the progress


@dataclass(frozen=True, slots=True)
class Moment:
    """A row from which on the law differs, or differs in another way: (recorded, now) by name, and both reasons."""

    line: int
    t_s: float
    differs: dict[str, tuple[Any, Any]]
    recorded_why: str
    why: Message


@dataclass(slots=True)
class Replayed:
    """What a replay came to. `rows` counts decisions; `every_turn`: no turn lies between two rows, none was guessed."""

    project: str
    file: Path
    every_turn: bool
    provenance: str = ""
    cut_off: bool = False
    not_recorded: list[str] = field(default_factory=list)
    rows: int = 0
    differing_rows: int = 0
    reason_rows: int = 0  # only the reason differs
    by_name: dict[str, int] = field(default_factory=dict)  # rows in which the state or an actuator differs
    moments: list[Moment] = field(default_factory=list)
    failed: tuple[int, str] | None = None  # the line at which the law raised an error, and the error

    @property
    def same(self) -> bool:
        """Whether every decision is as it was recorded."""
        return not self.differing_rows and self.failed is None


class Unwired(OutputPart):
    """A part that is not there: its Actuator only counts the minimum times."""

    def write(self, on: bool) -> None:
        """Nothing to switch."""


class Program:
    """One life of the program: the law with its memory, and its actuators, from power-on to the next."""

    def __init__(self, law: Law, switching: dict[str, dict[str, float]], start_s: float, saved: Any) -> None:
        self.start_s = self.last_s = start_s
        self.saved: dict[str, Any] | None = saved
        self._law = law
        self._memory = law.boot(saved)
        safe = law.safe._asdict()
        self._actuators = {
            name: Actuator(name, Unwired(), safe=safe[name], start_s=start_s, **switching[name]) for name in law.actions
        }

    def turn(self, sensed: Any, t_s: float) -> tuple[Decision[Any, Any], dict[str, bool]]:
        """One turn of the loop: the decision, and what the parts are told."""
        decision = self._law.module.decide(sensed, self._memory, t_s - self.last_s)
        self.last_s = t_s
        if decision.memory.latched != self._memory.latched:
            self.saved = self._law.as_saved(decision.memory.latched)
        self._memory = decision.memory
        told = {
            name: actuator.command(getattr(decision.action, name), t_s, decision.urgent)
            for name, actuator in self._actuators.items()
        }
        return decision, told

    def turns_between(self, t_s: float) -> Iterator[float]:
        """The turns that a loop makes between its last one and the row at `t_s`, on the seconds since it began."""
        number = (self.last_s - self.start_s) // TURN_S + 1.0
        while self.start_s + number * TURN_S < t_s - TURN_S / 2.0:
            yield self.start_s + number * TURN_S
            number += 1.0


def replay(
    project: Project, file: Path, tell: Callable[[float], None] = lambda done: None, law: Law | None = None
) -> Replayed:
    """Replay a trace; `tell` hears how much is done, 0 to 1. `law` takes the place of the project's own.

    The whole file is checked first. Raises TraceError for a file that cannot be trusted, with the line.
    """
    law = law or project.law()
    fitted = dry_fit(project.wiring(), law)
    switching = {
        each.fields[0]: switching_of(each.wired) for each in fitted if issubclass(each.kind, OutputPart) and each.fields
    }
    rows = TraceRows(file, law, project.name)
    found = Replayed(project.name, file, every_turn=has_every_turn(_told(rows, tell, 0.0)))
    found.provenance, found.cut_off, found.not_recorded = rows.provenance, rows.cut_off, rows.not_recorded
    program: Program | None = None
    held: Any = None
    before: dict[str, tuple[Any, Any]] = {}
    for row in _told(rows, tell, 0.5):
        if row.sensed is None or program is None:
            program, held = Program(law, switching, _began_s(row), program.saved if program else None), None
            if row.sensed is None:
                continue
        try:
            if held is not None and not found.every_turn:
                for t_s in program.turns_between(row.t_s):
                    program.turn(held, t_s)
            decision, told = program.turn(row.sensed, row.t_s)
        except Exception as error:  # a pupil's law may raise anything; on a board the loop would end, safe
            found.failed = row.line, f"{type(error).__name__}: {error}"
            break
        held = row.sensed
        now = dict(zip(("state", *told), (decision.memory.state.name, *told.values()), strict=True))
        before = _compare(found, row, now, decision.why, before)
    return found


def _compare(
    found: Replayed, row: Row, now: dict[str, Any], why: Message, before: dict[str, tuple[Any, Any]]
) -> dict[str, tuple[Any, Any]]:
    """Count what differs in this row, keep the moment if it differs otherwise than the row before; what differs."""
    recorded = zip(now, (row.state, *row.commanded), strict=True)
    differs = {name: (was, now[name]) for name, was in recorded if was is not None and was != now[name]}
    found.rows += 1
    if differs:
        found.differing_rows += 1
        for name in differs:
            found.by_name[name] = found.by_name.get(name, 0) + 1
        if differs != before and len(found.moments) < MAX_MOMENTS:
            found.moments.append(Moment(row.line, row.t_s, differs, row.why, why))
    elif why.key != row.why:
        found.reason_rows += 1
    return differs


def has_every_turn(rows: Iterable[Row]) -> bool:
    """Whether the trace has a row for every turn of the loop, judged by the usual time between rows that bring no news.

    A row that says what the row before said is there because its time had come. Two such rows after each other are as
    far apart as the trace's own period; a turn that took long (a bus that hangs) does not make a trace sparse.
    """
    near = far = 0
    longest_s = 0.0
    before: Row | None = None
    was_steady = False
    for row in rows:
        steady = before is not None and row[2:4] == before[2:4] and row.commanded == before.commanded
        if before is not None and before.sensed is not None and row.sensed is not None:
            apart_s = row.t_s - before.t_s
            longest_s = max(longest_s, apart_s)
            if steady and was_steady:
                near, far = (near + 1, far) if apart_s < NEAR * TURN_S else (near, far + 1)
        before, was_steady = row, steady
    return near > far if near or far else longest_s < NEAR * TURN_S


def _began_s(row: Row) -> float:
    """When the program began that wrote this row: a start says so; without one, at 0 or right before its first row."""
    return 0.0 if row.sensed is not None and row.t_s < FIRST_TURN_S else row.t_s


def _told(rows: TraceRows, tell: Callable[[float], None], done_before: float) -> Iterator[Row]:
    """The rows, with a word now and then on how far they are read; each of two readings is half of the work."""
    for count, row in enumerate(rows):
        if count % TELL_EVERY == 0:
            tell(done_before + rows.done / 2.0)
        yield row
