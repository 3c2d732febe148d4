"""Read a recorded trace row by row, in the terms of one law. A file that cannot be trusted is refused.

What a spreadsheet program makes of a trace is read too: semicolons or tabs between the cells, quotes around them, a
decimal comma, a byte order mark, blank lines at the end.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from math import isfinite
from pathlib import Path
from typing import Any, NamedTuple, get_args, get_type_hints

from devices import HighlandError, Message
from devices.os_errors import cause
from firmware.law import Law
from firmware.loop import STARTED
from firmware.plan import TOLD
from firmware.project import find, names
from firmware.trace import AGE, FAULTS, LEADING, REAL, SIM, WORLD

NOTHING: Mapping[str, Any] = {}
DELIMITERS = (",", ";", "\t")  # the first of those that are as frequent in the first line
MAX_BYTES = 2_000_000_000  # some months of a row every second
MAX_LINE_BYTES = 20_000  # a row of a project has some hundred
MAX_TIME_S = 10 * 366 * 86_400.0  # ten years
MAX_FAULT = 200  # letters of a fault
MAX_GAP_S = 2 * 86_400.0  # values held for longer than this say nothing
FIRST_TURN_S = 10.0  # a trace without a row that says where it began, began at 0 when its first row is this early

CANNOT_READ = Message("trace.cannot_read", "{file} cannot be read: {reason}.")
CANNOT_READ_HINT = Message("trace.cannot_read.hint", "Give a trace that --trace has written, with its folder.")
TOO_LARGE = Message("trace.too_large", "{file} is too large: {mb:.0f} MB, and {most_mb:.0f} MB can be replayed.")
TOO_LARGE_HINT = Message("trace.too_large.hint", "Record a shorter time, or fewer rows with --trace-every.")
EMPTY = Message("trace.empty", "{file} holds no rows.")
NO_COLUMN = Message("trace.no_column", "{file}, line 1: the column {name} is missing, so the law cannot be asked.")
NO_COLUMN_HINT = Message("trace.no_column.hint", "Give a trace of {project}, as --trace has written it.")
OTHER_PROJECT_HINT = Message("trace.other_project.hint", "It looks like a trace of {name}.")
TWICE = Message("trace.column_twice", "{file}, line 1: the column {name} is there twice.")
BAD_LINE = Message("trace.bad_line", "{file}, line {line}: {reason}.")
BAD_LINE_HINT = Message(
    "trace.bad_line.hint", "A trace is replayed as it was written: a spreadsheet program may have changed it."
)
NOT_UTF8 = Message("trace.not_utf8", "this is not text in UTF-8")
BLANK = Message("trace.blank", "the line is empty, and rows follow it")
TOO_LONG = Message("trace.too_long", "the line is too long")
CELLS = Message("trace.cells", "there are {count} values, not {wanted}")
BAD_CELL = Message("trace.bad_cell", "{name} is {value}, which is not {wanted}")
A_NUMBER = Message("trace.number", "a number")
YES_OR_NO = Message("trace.yes_or_no", "1 or 0")
A_FAULT = Message("trace.fault", "a fault with the second in which it began")
A_TIME = Message("trace.time", "a time from 0 s to ten years")
SIM_OR_REAL = Message("trace.sim_or_real", "sim or real, the same in all rows")
OUT_OF_ORDER = Message("trace.order", "{t_s} s comes after {before_s} s")
GAP = Message("trace.gap", "there is no row for {days:.0f} days before this one")


class TraceError(HighlandError):
    """A trace that cannot be replayed; it says which line is wrong."""


class TraceRow(NamedTuple):
    """One line of a trace. `sensed` is None where a program began; `commanded` is None for what was not recorded.

    Only `sensed` and `commanded` are what the law had to do with: a replay looks at nothing else.
    """

    line: int
    t_s: float
    state: str
    why: str
    sensed: Any
    commanded: tuple[bool | None, ...]
    ages: Mapping[str, float | None] = (
        NOTHING  # of each field of Sensed, in seconds; none in a trace of an older version
    )
    world: Mapping[str, float] = NOTHING  # what was true, by the names of Sensed; none in a real trace or an older one
    faults: Mapping[str, float] = NOTHING  # what was broken, and since which second

    @property
    def says(self) -> tuple[str, str, tuple[bool | None, ...]]:
        """State, reason and commands: two rows that say the same bring no news."""
        return self.state, self.why, self.commanded


class TraceRows:
    """The rows of a trace for one law: iterate as often as you like. Raises TraceError.

    `provenance` is known after the first row, `cut_off` (the last line is not whole: the power failed, or it is still
    being written; it is left out) after the last one, `done` says how much of the file was read, 0 to 1.
    """

    def __init__(self, file: Path, law: Law, project: str) -> None:
        self.file = file
        self.provenance = ""
        self.cut_off = False
        self.done = 0.0
        self._law = law
        try:
            self._size = file.stat().st_size
            with file.open("rb") as opened:
                header = opened.readline(MAX_LINE_BYTES)
        except OSError as error:
            refused = CANNOT_READ(file=file, reason=cause(error))
            raise TraceError(refused, CANNOT_READ_HINT) from error
        if self._size > MAX_BYTES:
            raise TraceError(TOO_LARGE(file=file, mb=self._size / 1e6, most_mb=MAX_BYTES / 1e6), TOO_LARGE_HINT)
        first = self._text(header.removeprefix(b"\xef\xbb\xbf"), 1)
        self._delimiter = max(DELIMITERS, key=first.count)
        self._names = self._cells(first)
        if self._names == [""]:
            raise TraceError(EMPTY(file=file), CANNOT_READ_HINT)
        self._check_columns(project)
        column = self._names.index
        self._leading = [column(name) for name in LEADING]
        self._sensed = [
            (name, column(name), parse) if name in self._names else (name, 0, _as_always(TOLD[name]))
            for name, parse in _parsers(law.module.Sensed).items()
        ]
        self._commanded = [column(name) if name in self._names else -1 for name in law.actions]
        self._ages, self._world = self._more(AGE, False), self._more(WORLD, True)
        self._faults = column(FAULTS) if FAULTS in self._names else -1

    def _more(self, mark: str, in_front: bool) -> list[tuple[str, int]]:
        """The fields of Sensed that have another column of that kind, and where it is."""
        columns = {name: f"{mark}{name}" if in_front else f"{name}{mark}" for name in self._law.sensed}
        return [(name, self._names.index(each)) for name, each in columns.items() if each in self._names]

    @property
    def not_recorded(self) -> list[str]:
        """Actuators of the law that the trace knows nothing of."""
        return [name for name in self._law.actions if name not in self._names]

    def _check_columns(self, project: str) -> None:
        for name in self._names:
            if self._names.count(name) > 1:
                raise TraceError(TWICE(file=self.file, name=name), BAD_LINE_HINT)
        for name in (*LEADING, *self._law.sensed):
            if name not in self._names and name not in TOLD:
                others = [each for each in names() if set(find(each).law().sensed) <= set(self._names)]
                hint = OTHER_PROJECT_HINT(name=others[0]) if others else NO_COLUMN_HINT(project=project)
                raise TraceError(NO_COLUMN(file=self.file, name=name), hint)

    def __iter__(self) -> Iterator[TraceRow]:
        before: TraceRow | None = None
        line, read, blank = 1, 0, 0
        with self.file.open("rb") as opened:
            read += len(opened.readline(MAX_LINE_BYTES))
            while raw := opened.readline(MAX_LINE_BYTES):
                line, read = line + 1, read + len(raw)
                if not raw.endswith(b"\n"):
                    if len(raw) == MAX_LINE_BYTES:
                        raise self._bad(line, TOO_LONG)
                    self.cut_off = True
                    break
                text = self._text(raw, line)
                if self._is_blank(text):
                    blank = blank or line
                    continue
                if blank:
                    raise self._bad(blank, BLANK)
                row = self._row(text, line)
                self._check_order(row, before)
                self.done = read / self._size
                yield row
                before = row
        if before is None:
            raise TraceError(EMPTY(file=self.file), CANNOT_READ_HINT)
        self.done = 1.0

    def _text(self, raw: bytes, line: int) -> str:
        try:
            return raw.decode("utf-8").rstrip("\r\n")
        except UnicodeDecodeError:
            raise self._bad(line, NOT_UTF8) from None

    def _cells(self, text: str) -> list[str]:
        return next(csv.reader([text], delimiter=self._delimiter)) if '"' in text else text.split(self._delimiter)

    def _is_blank(self, text: str) -> bool:
        return not text.strip(f'{self._delimiter}" ')

    def _row(self, text: str, line: int) -> TraceRow:
        cells = self._cells(text)
        if len(cells) != len(self._names):
            raise self._bad(line, CELLS(count=len(cells), wanted=len(self._names)))
        t_text, provenance, state, why = [cells[index] for index in self._leading]
        t_s = _number(t_text)
        if t_s is None or not 0.0 <= t_s <= MAX_TIME_S:
            raise self._bad_cell(line, "t_s", t_text, A_TIME)
        if provenance not in (SIM, REAL) or self.provenance not in ("", provenance):
            raise self._bad_cell(line, "provenance", provenance, SIM_OR_REAL)
        self.provenance = provenance
        if why == STARTED.key:
            return TraceRow(line, t_s, state, why, None, ())
        sensed = []
        for name, index, (parse, wanted) in self._sensed:
            try:
                sensed.append(parse(cells[index]))
            except (ValueError, KeyError):
                raise self._bad_cell(line, name, cells[index], wanted) from None
        commanded = []
        for index in self._commanded:
            if index >= 0 and cells[index] not in YES_NO:
                raise self._bad_cell(line, self._names[index], cells[index], YES_OR_NO)
            commanded.append(YES_NO[cells[index]] if index >= 0 else None)
        if provenance == REAL:  # no board knows what is true
            world, faults = dict[str, float](), dict[str, float]()
        else:
            world, faults = self._numbers(self._world, cells, line), self._broken(cells, line)
        return TraceRow(
            line, t_s, state, why, self._law.module.Sensed._make(sensed), tuple(commanded),
            self._numbers(self._ages, cells, line), world, faults,
        )  # fmt: skip

    def _numbers(self, columns: list[tuple[str, int]], cells: list[str], line: int) -> dict[str, float]:
        """The cells of some columns that are not empty."""
        found: dict[str, float] = {}
        for name, index in columns:
            if cells[index]:
                value = _number(cells[index])
                if value is None or not isfinite(value):
                    raise self._bad_cell(line, self._names[index], cells[index], A_NUMBER)
                found[name] = value
        return found

    def _broken(self, cells: list[str], line: int) -> dict[str, float]:
        """The faults that were active, each with the second in which it began."""
        found: dict[str, float] = {}
        for each in cells[self._faults].split(" + ") if self._faults >= 0 and cells[self._faults] else ():
            fault, _, since = each.rpartition("@")
            since_s = _number(since)
            if not fault or since_s is None or not 0.0 <= since_s <= MAX_TIME_S:
                raise self._bad_cell(line, FAULTS, each, A_FAULT)
            found[fault[:MAX_FAULT]] = since_s
        return found

    def _check_order(self, row: TraceRow, before: TraceRow | None) -> None:
        if before is None or row.sensed is None:
            return
        if row.t_s < before.t_s:  # the same moment is possible: a late turn is followed by the next one at once
            raise self._bad(row.line, OUT_OF_ORDER(t_s=row.t_s, before_s=before.t_s))
        if row.t_s - before.t_s > MAX_GAP_S:
            raise self._bad(row.line, GAP(days=(row.t_s - before.t_s) / 86_400.0))

    def _bad_cell(self, line: int, name: str, value: str, wanted: Message) -> TraceError:
        return self._bad(line, BAD_CELL(name=name, value=repr(value[:40]), wanted=wanted))

    def _bad(self, line: int, reason: Message) -> TraceError:
        return TraceError(BAD_LINE(file=self.file, line=line, reason=reason), BAD_LINE_HINT)


YES_NO = {"1": True, "0": False}
MAYBE: dict[str, bool | None] = {**YES_NO, "": None}
Parse = tuple[Callable[[str], Any], Message]


def _as_always(told: bool | None) -> Parse:
    """A field in a trace of a version whose loop did not tell it."""
    return lambda _: told, YES_OR_NO


def _parsers(sensed: Any) -> dict[str, Parse]:
    """For each field of Sensed how its cell is read, from the field's type, and what it should be."""
    return {name: _parse_of(kind) for name, kind in get_type_hints(sensed).items()}


def _parse_of(kind: Any) -> Parse:
    if kind is bool:
        return YES_NO.__getitem__, YES_OR_NO
    if bool in get_args(kind):
        return MAYBE.__getitem__, YES_OR_NO
    return _measured, A_NUMBER


def _measured(text: str) -> float | None:
    if not text:
        return None
    value = float(text.replace(",", "."))
    if not isfinite(value):
        raise ValueError(text)
    return value


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None
