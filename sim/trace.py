"""The record of a run: CSV rows that say `sim` on every line, and one SHA-256 over all of them."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TextIO

from devices import Sink, Tick

PROVENANCE = "sim"
ROW_EVERY_S = 30.0  # changes of state, reason or output get a row at once, whatever this is


class Trace(Sink):
    """Writes a row every `every_s` seconds and whenever the state or an actuator changes; keeps the SHA-256.

    With a file, the rows go to `FILE.part` beside it and take the real name when the trace is closed.
    """

    def __init__(self, file: Path | None = None, every_s: float = ROW_EVERY_S) -> None:
        self.file = sim_name(file) if file else None
        self.every_s = every_s
        self._sha = hashlib.sha256()
        self._part = self.file.with_name(self.file.name + ".part") if self.file else None
        self._opened: TextIO | None = None
        self._header = False
        self.due_s = 0.0
        if self._part is not None:
            self._opened = self._part.open("w", encoding="utf-8", newline="")

    def tick(self, tick: Tick) -> None:
        """Write a row."""
        self.due_s = tick.t_s - tick.t_s % self.every_s + self.every_s
        if not self._header:
            self._header = True
            self._line(["t_s", "provenance", "state", "why", *tick.sensed._fields, *tick.commanded])
        values = [_cell(value) for value in (*tick.sensed, *tick.commanded.values())]
        self._line([f"{tick.t_s:.3f}", PROVENANCE, tick.state, tick.why.key, *values])

    def _line(self, cells: list[str]) -> None:
        line = ",".join(cells) + "\n"
        self._sha.update(line.encode())
        if self._opened is not None:
            self._opened.write(line)

    def sha256(self) -> str:
        """The SHA-256 of all rows so far, as hex."""
        return self._sha.hexdigest()

    def close(self) -> None:
        """Give the file its name."""
        if self._opened is not None and self._part is not None and self.file is not None:
            self._opened.close()
            self._opened = None
            self._part.replace(self.file)


def sim_name(file: Path) -> Path:
    """The file name with SIM in it, so that nobody takes it for a real record: `a.csv` -> `a.SIM.csv`."""
    if "SIM" in file.name:
        return file
    return file.with_name(f"{file.stem}.SIM{file.suffix}")


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    return f"{value:.6g}"
