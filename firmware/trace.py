"""The record of a run as CSV rows, each of which says whether it was measured (`real`) or computed (`sim`).

The columns: t_s (seconds since the run began), provenance, state, why (the key of the reason), then every field that
the law senses (empty: unknown), then every actuator as commanded, then the age of each sensed value in seconds
(`gas_lpg_ppm_age_s`). A simulated run has the true world behind them, which no law and no board can see:
`world_gas_lpg_ppm`, and `world_faults` with the faults that are active and the second in which each began
(`gas=off@1800`). Numbers are written as the law was given them, to nine significant digits (devices/sensor.py), true
ones to six: a seed gives one record on every processor, and a replay sees what the law saw. A row with the reason
`loop.started` and no values stands wherever a program began, all its timers at zero.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import ClassVar

from devices import Event, Message, Sink, Tick
from firmware.whole_file import GrowingFile

SIM = "sim"
REAL = "real"
LEADING = ("t_s", "provenance", "state", "why")
AGE = "_age_s"  # ends the name of a column with an age
WORLD = "world_"  # begins the name of a column with what is true in a simulated world
FAULTS = f"{WORLD}faults"
TINY = 6  # decimals of a true value: what is left after them is the arithmetic's own
BEGINS = "start"  # the kind of event with which every program begins
ROW_EVERY_S = 30.0  # changes of state, reason or output get a row at once, whatever this is
EARLY_S = 1e-6  # a turn so little before its second is that second's turn: sums of binary fractions are not exact


class Rows(Sink):
    """Makes a row every `every_s` seconds and whenever the state, the reason or an actuator changes."""

    provenance: ClassVar[str] = SIM

    def __init__(self, every_s: float = ROW_EVERY_S) -> None:
        self.every_s = every_s
        self.due_s = 0.0
        self._began: Event | None = None
        self._has_header = False

    def event(self, event: Event) -> None:
        """Remember that a program began: its row comes with the first turn, when the columns are known."""
        if event.kind == BEGINS:
            self._began = event

    def tick(self, tick: Tick) -> None:
        """Write a row. An OSError makes the loop drop this sink and go on."""
        self.due_s = ((tick.t_s + EARLY_S) // self.every_s + 1.0) * self.every_s - EARLY_S
        ages, more = tick.ages(), self._more()
        names = [*tick.sensed._fields, *tick.commanded, *(f"{name}{AGE}" for name in ages), *more]
        if not self._has_header:
            self._has_header = True
            self._begin(",".join([*LEADING, *names]) + "\n")
        if self._began is not None:
            began, self._began = self._began, None
            self._row(began.t_s, began.state, began.why.key, [""] * len(names))
        values = (*tick.sensed, *tick.commanded.values(), *ages.values())
        self._row(tick.t_s, tick.state, tick.why.key, [*map(cell, values), *more.values()])

    def _more(self) -> Mapping[str, str]:
        """More columns and their cells: the same names in every row."""
        return {}

    def _row(self, t_s: float, state: str, why: str, cells: Iterable[str]) -> None:
        self._put(",".join([repr(t_s), self.provenance, state, why, *cells]) + "\n")

    def _begin(self, header: str) -> None:
        self._put(header)

    def _put(self, line: str) -> None:
        raise NotImplementedError


class Trace(Rows):
    """The record of a simulated run; keeps the SHA-256 of all its lines.

    With a file, the rows go to `FILE.part` beside it and take the real name when the trace is closed: a simulation
    ends, and half a run must not be taken for a whole one. On a full disk the run goes on, and `half` says what is
    missing. Raises OSError when the file cannot be opened.
    """

    def __init__(self, file: Path | None = None, every_s: float = ROW_EVERY_S) -> None:
        super().__init__(every_s)
        self.file = sim_name(file) if file else None
        self._sha = hashlib.sha256()
        self._rows = GrowingFile(self.file) if self.file else None
        self.world: Callable[[], Mapping[str, float | bool]] | None = None  # what is true now
        self.faults: Callable[[], Mapping[str, float]] = dict  # what is broken now, and since which second
        self._true_names: tuple[str, ...] = ()

    def _more(self) -> Mapping[str, str]:
        """What is true: the names of the first row, and the faults."""
        if self.world is None:
            return {}
        true = self.world()
        self._true_names = self._true_names or tuple(true)
        found = {f"{WORLD}{name}": cell(_six_digits(true[name]) if name in true else None) for name in self._true_names}
        broken = (f"{fault.replace(', ', ' ')}@{since_s:g}" for fault, since_s in self.faults().items())
        return found | {FAULTS: " + ".join(broken)}

    @property
    def half(self) -> Message | None:
        """What to say when only a part of the rows is there, in `FILE.part`."""
        return self._rows.half if self._rows else None

    def _put(self, line: str) -> None:
        self._sha.update(line.encode())
        if self._rows is not None:
            self._rows.write(line)

    def sha256(self) -> str:
        """The SHA-256 of all lines so far, as hex."""
        return self._sha.hexdigest()

    def close(self) -> None:
        """Give the file its name, if all rows are in it."""
        if self._rows is not None:
            self._rows.close()

    def drop(self) -> None:
        """Leave no file behind; nothing when it was closed."""
        if self._rows is not None:
            self._rows.drop()


def says_sim(file: Path) -> bool:
    """Whether the file's name says that nothing in it was measured."""
    return "SIM" in file.name


def sim_name(file: Path) -> Path:
    """The file name with SIM in it, so that nobody takes it for a real record: `a.csv` -> `a.SIM.csv`."""
    return file if says_sim(file) else file.with_name(f"{file.stem}.SIM{file.suffix}")


def _six_digits(value: float | bool) -> float | bool:
    """A true value so coarse that every processor writes the same: a plant's arithmetic differs in its last bits."""
    return value if isinstance(value, bool) else float(f"{round(value, TINY):.6g}") + 0.0


def cell(value: float | bool | None) -> str:
    """A value as it stands in a row: empty when unknown, 1 and 0 for yes and no, and every digit that counts."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    return repr(float(value))
