"""The log of the wires that the kernel keeps, and what it proves about an output. See modules/pi_wires.h."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

OUTPUT, SET, INPUT, FREED, KEPT, PULLED = "osifkp"  # the kinds of entries
DRIVEN = (OUTPUT, SET, KEPT)


class Entry(NamedTuple):
    """One thing that happened to a line; `level` is that of the wire, for a pull that of the pull."""

    ns: int
    gpio: int
    kind: str
    level: int


def parsed(text: str) -> list[Entry]:
    """The entries in order. Raises ValueError when some were lost: what is not known proves nothing."""
    first, *rows = text.splitlines()
    if first != "lost 0":
        raise ValueError(f"the log of the wires was full: {first}")
    entries = []
    for row in rows:
        ns, gpio, kind, level = row.split()
        entries.append(Entry(int(ns), int(gpio), kind, int(level)))
    return entries


def spans_us(entries: Sequence[Entry], gpio: int, level: int) -> list[float]:
    """How long, in microseconds, the program held this wire at this level, each time; the last may be open (inf)."""
    spans, since_ns = [], None
    for entry in entries:
        if entry.gpio != gpio or entry.kind == PULLED:
            continue
        there = entry.kind in DRIVEN and entry.level == level
        if there and since_ns is None:
            since_ns = entry.ns
        elif not there and since_ns is not None:
            spans.append((entry.ns - since_ns) / 1e3)
            since_ns = None
    return [*spans, float("inf")] if since_ns is not None else spans


def touched(entries: Iterable[Entry], gpios: Iterable[int]) -> list[int]:
    """Which of these lines a program did anything to."""
    wanted = set(gpios)
    return sorted({entry.gpio for entry in entries if entry.gpio in wanted and entry.kind != PULLED})


def at_end(entries: Iterable[Entry], gpio: int) -> str:
    """What the last entry of a line says: 'output', 'input', or 'untouched'."""
    last = None
    for entry in entries:
        if entry.gpio == gpio and entry.kind != PULLED:
            last = entry.kind
    if last is None:
        return "untouched"
    return "output" if last in DRIVEN else "input"
