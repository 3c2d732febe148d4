"""What the log of the wires proves about the project's two outputs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bench.kernel_pi.wire_log import DRIVEN, FREED, INPUT, OUTPUT, Entry
from bench.systemd_pi.projects import PUMP, VALVE

ON = {VALVE: 1, PUMP: 0}  # the level at which each is on


def went_off_after_s(entries: Iterable[Entry], since_ns: int) -> float | None:
    """When both outputs were driven off after a moment; None when one was not, or was driven on before that."""
    found: dict[int, float] = {}
    for entry in entries:
        if entry.ns > since_ns and entry.kind in DRIVEN and entry.gpio in ON and entry.gpio not in found:
            if entry.level == ON[entry.gpio]:
                return None
            found[entry.gpio] = (entry.ns - since_ns) / 1e9
    return max(found.values()) if len(found) == len(ON) else None


def was_quick(entries: Sequence[Entry], since_ns: int) -> bool:
    """Whether the valve's line was an output at once; gpiozero makes it an input first."""
    kinds = [entry.kind for entry in entries if entry.gpio == VALVE and entry.ns > since_ns]
    return kinds[:1] == [OUTPUT]


def left_on(entries: Iterable[Entry]) -> list[int]:
    """Outputs that were on when a program let go of them."""
    newest: dict[int, int] = {}
    found = []
    for entry in entries:
        if entry.kind in DRIVEN:
            newest[entry.gpio] = entry.level
        elif entry.kind in (INPUT, FREED) and newest.pop(entry.gpio, None) == ON.get(entry.gpio, -1):
            found.append(entry.gpio)
    return found


def freed_ns(entries: Iterable[Entry]) -> int:
    """When the kernel took the valve's line from a dead program."""
    return min((entry.ns for entry in entries if entry.kind == FREED and entry.gpio == VALVE), default=0)
