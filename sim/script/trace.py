"""The record of a program's run as CSV: t_s, provenance, wire, value. The file's name has SIM in it."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

from projects.trace import SIM, cell, sim_name
from sim.clock import VirtualClock
from sim.script.bench import Bench

HEADER = "t_s,provenance,wire,value\n"
VALUES_EVERY_S = 10.0  # how often what the parts feel is looked at; it gets a row when it has changed


class ScriptTrace:
    """One row for each change of a pin, and for each change of what a part feels; no value: the pin was let go.

    The rows go to `FILE.part` beside it until the run is over. Raises OSError when that cannot be opened.
    """

    def __init__(self, file: Path) -> None:
        self.file = sim_name(file)
        self._part = self.file.with_name(f"{self.file.name}.part")
        self._opened: TextIO = self._part.open("w", encoding="utf-8", newline="")
        self._opened.write(HEADER)
        self._last: dict[str, float] = {}

    def row(self, t_s: float, wire: str, value: float | None) -> None:
        """Write one row."""
        self._opened.write(f"{cell(round(t_s, 6))},{SIM},{wire},{cell(value)}\n")

    def watch(self, bench: Bench, clock: VirtualClock) -> None:
        """Write down what the parts feel, now and whenever it has changed."""
        start_s = clock.monotonic()

        def look() -> None:
            for part in bench.plugged:
                for quantity in part.values:
                    key = f"{part.name}_{quantity}"
                    value = float(bench.felt[key])
                    if self._last.get(key) != value:
                        self._last[key] = value
                        self.row(clock.monotonic() - start_s, key, value)

        clock.every(VALUES_EVERY_S, look)

    def close(self) -> None:
        """Give the file its name."""
        self._opened.close()
        self._part.replace(self.file)

    def drop(self) -> None:
        """Leave nothing behind: the run never began."""
        self._opened.close()
        self._part.unlink(missing_ok=True)
