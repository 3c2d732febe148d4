"""Replay: give a law what was sensed in a recorded trace, and find where it decides otherwise than was recorded.

What this can and cannot tell:
- The sensed values stay as they were recorded. After the first difference a real world would have gone another way.
- A trace with a row for every turn (--trace-every 1) gives the law the same values at the same moments, bit for bit:
  the same law then decides the same. With fewer rows the values between two rows are unknown; they are held, and the
  law is asked once a second, so a difference may come from there.
- The minimum on and off times of wiring.toml hold here too: what the actuators would have been commanded is compared
  with what was recorded, not what the law asked for.
- A trace holds no latches. The law begins without any; where the program began again in the middle of a trace it finds
  those which it had left, as on a card that can be written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from devices import Message, Wiring
from firmware.code_errors import in_code
from firmware.fit import fit
from firmware.law import Law
from firmware.project import Project
from firmware.whole_file import PART
from sim.results.trace_rows import FIRST_TURN_S, TraceRow, TraceRows
from sim.world.bare_law import BareLaw, Turn

TURN_S = 1.0  # how often a law is asked when the trace does not say
NEAR = 1.5  # turns: rows this close have no turn between them
MAX_DIFFERENCES = 10  # kept to be shown; all are counted
PROGRESS_ROWS = 2000  # rows between two reports of progress


@dataclass(frozen=True, slots=True)
class Difference:
    """A row from which on the law differs, or differs in another way: (recorded, now) by name, and both reasons."""

    line: int
    t_s: float
    differs: dict[str, tuple[Any, Any]]
    recorded_why: str
    why: Message


@dataclass(slots=True)
class ReplayResult:
    """What a replay found. `rows` counts decisions; `every_turn`: no turn lies between two rows, none was guessed."""

    project: str
    file: Path
    every_turn: bool
    provenance: str
    cut_off: bool
    not_recorded: list[str]
    rows: int = 0
    differing_rows: int = 0
    reason_rows: int = 0  # only the reason differs
    by_name: dict[str, int] = field(default_factory=dict)  # rows in which the state or an actuator differs
    moments: list[Difference] = field(default_factory=list)
    failed: tuple[int, Message | str] | None = None  # the line at which the law raised an error, and the error
    _before: dict[str, tuple[Any, Any]] = field(default_factory=dict)  # what differed in the row before

    @property
    def half(self) -> bool:
        """Whether the trace never got its name: it ends before its run did."""
        return self.file.suffix == PART

    @property
    def same(self) -> bool:
        """Whether every decision is as it was recorded."""
        return not self.differing_rows and self.failed is None

    def compare(self, row: TraceRow, turn: Turn) -> None:
        """Count what differs in this row; keep it when it differs otherwise than the row before."""
        now: dict[str, Any] = {"state": turn.decision.memory.state.name, **turn.commanded}
        recorded = zip(now, (row.state, *row.commanded), strict=True)
        differs = {name: (was, now[name]) for name, was in recorded if was is not None and was != now[name]}
        self.rows += 1
        if differs:
            self.differing_rows += 1
            for name in differs:
                self.by_name[name] = self.by_name.get(name, 0) + 1
            if differs != self._before and len(self.moments) < MAX_DIFFERENCES:
                self.moments.append(Difference(row.line, row.t_s, differs, row.why, turn.decision.why))
        elif turn.decision.why.key != row.why:
            self.reason_rows += 1
        self._before = differs


class Stepper:
    """Steps a law through the rows of a trace; a new program begins wherever one began in the trace."""

    def __init__(self, law: Law, wiring: Wiring, every_turn: bool) -> None:
        self._law = law
        self._wiring = wiring
        self._every_turn = every_turn
        self._program: BareLaw | None = None
        self._start_s = self._last_s = 0.0
        self._held: Any = None  # what was sensed in the row before

    def step(self, row: TraceRow) -> Turn | None:
        """The turn at this row, after those that lie between it and the row before; None where a program began."""
        if row.sensed is None or self._program is None:
            self._begin(row)
        if row.sensed is None:
            return None
        if self._held is not None and not self._every_turn:
            for t_s in self._turns_before(row.t_s):
                self._turn(self._held, t_s)
        self._held = row.sensed
        return self._turn(row.sensed, row.t_s)

    def _begin(self, row: TraceRow) -> None:
        """A start has a row of its own; without one, the program began at 0, or right before its first row."""
        self._start_s = 0.0 if row.sensed is not None and row.t_s < FIRST_TURN_S else row.t_s
        saved = self._program.saved if self._program else None
        self._program = BareLaw(self._law, self._wiring, saved, self._start_s)
        self._last_s, self._held = self._start_s, None

    def _turn(self, sensed: Any, t_s: float) -> Turn:
        assert self._program is not None
        dt_s, self._last_s = t_s - self._last_s, t_s
        return self._program.turn(sensed, t_s, dt_s)

    def _turns_before(self, t_s: float) -> Iterator[float]:
        """The turns that a loop makes between its last one and the row at `t_s`, on the seconds since it began."""
        number = (self._last_s - self._start_s) // TURN_S + 1.0
        while self._start_s + number * TURN_S < t_s - TURN_S / 2.0:
            yield self._start_s + number * TURN_S
            number += 1.0


def replay(
    project: Project, file: Path, on_progress: Callable[[float], None] = lambda done: None, law: Law | None = None
) -> ReplayResult:
    """Replay a trace; `on_progress` is called with how much is done, 0 to 1. `law` takes the place of the project's.

    The whole file is checked first. Raises TraceError for a file that cannot be trusted, with the line.
    """
    law, wiring = law or project.law(), project.wiring()
    fit(wiring, law)
    rows = TraceRows(file, law, project.name)
    every_turn = has_every_turn(_with_progress(rows, on_progress, 0.0))
    findings = ReplayResult(project.name, file, every_turn, rows.provenance, rows.cut_off, rows.not_recorded)
    stepper = Stepper(law, wiring, every_turn)
    for row in _with_progress(rows, on_progress, 0.5):
        try:
            turn = stepper.step(row)
        except (Exception, SystemExit) as error:  # a law may raise anything; on a board the loop would end, safe
            findings.failed = row.line, in_code(error, project.folder)
            break
        if turn is not None:
            findings.compare(row, turn)
    return findings


def has_every_turn(rows: Iterable[TraceRow]) -> bool:
    """Whether the trace has a row for every turn of the loop, judged by the usual time between rows without news.

    A row that says what the row before said is there because its time had come. Two such rows after each other are as
    far apart as the trace's own period; a turn that took long (a bus that hangs) does not make a trace sparse.
    """
    near = far = 0
    longest_s = 0.0
    before: TraceRow | None = None
    was_steady = False
    for row in rows:
        steady = before is not None and row.says == before.says
        if before is not None and before.sensed is not None and row.sensed is not None:
            apart_s = row.t_s - before.t_s
            longest_s = max(longest_s, apart_s)
            if steady and was_steady:
                near, far = (near + 1, far) if apart_s < NEAR * TURN_S else (near, far + 1)
        before, was_steady = row, steady
    return near > far if near or far else longest_s < NEAR * TURN_S


def _with_progress(rows: TraceRows, on_progress: Callable[[float], None], done_before: float) -> Iterator[TraceRow]:
    """The rows, with a report of progress now and then; each of two readings is half of the work."""
    for count, row in enumerate(rows):
        if count % PROGRESS_ROWS == 0:
            on_progress(done_before + rows.done / 2.0)
        yield row
