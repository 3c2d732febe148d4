"""What a running project says of its parts, for whoever looks at the board: a small file in memory, /run/highland.

`highland doctor` never touches a bus while a project runs; it reads this file instead. Written as a whole, every few
seconds; one that is older says nothing anymore.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import inf
from pathlib import Path

from devices import ReadError, Sensor, Sink, Tick, WarmingUp
from firmware.whole_file import whole_file

FOLDER = "run/highland"  # in memory: writing it costs the card nothing
WRITE_EVERY_S = 5.0
OLD_S = 30.0  # a project that hangs writes no more
FAILING_S = 10.0  # a part that fails this long is reported; one failed read of a DHT22 in three is normal
WORKS, FAILS, WARMS = "works", "fails", "warms"


@dataclass(slots=True)
class PartHealth:
    """When a part began to fail, when its newest good value came, and what was last printed about it, and when."""

    fails_since_s: float = inf
    good_at_s: float = -inf
    reported_failing: bool = False
    reported_s: float = -inf

    def check(self, sensor: Sensor, t_s: float) -> ReadError | None:
        """Why the part has been failing for a while, or None."""
        newest_s = max(sensor.good_at_s.values(), default=-inf)
        error = sensor.error
        if error is None or isinstance(error, WarmingUp):
            self.fails_since_s = inf
            error = None
        elif newest_s != self.good_at_s or self.fails_since_s == inf:
            self.fails_since_s = t_s
        self.good_at_s = newest_s
        return error if t_s - self.fails_since_s >= FAILING_S else None


class HealthFile(Sink):
    """A sink that keeps the file; where it cannot be written it stays silent, for the control needs it for nothing."""

    def __init__(self, project: str, monotonic: Callable[[], float], root: Path = Path("/")) -> None:
        self.file = root / FOLDER / f"{project}.health.json"
        self._monotonic = monotonic
        self._health: dict[str, PartHealth] = {}
        self.due_s = 0.0 if self.file.parent.is_dir() and os.access(self.file.parent, os.W_OK) else inf

    def tick(self, tick: Tick) -> None:
        """Write how each part does."""
        if tick.t_s < self.due_s:
            return  # called early because a state or an output changed
        self.due_s = tick.t_s + WRITE_EVERY_S
        parts = {name: self._word(name, sensor, tick.t_s) for name, sensor in tick.parts.sensors.items()}
        said = {"pid": os.getpid(), "written_s": self._monotonic(), "state": tick.state, "parts": parts}
        try:
            with whole_file(self.file) as part:
                part.write_text(json.dumps(said), encoding="utf-8")
        except OSError:
            self.due_s = inf

    def _word(self, name: str, sensor: Sensor, t_s: float) -> str:
        if self._health.setdefault(name, PartHealth()).check(sensor, t_s) is not None:
            return FAILS
        return WARMS if sensor.warming else WORKS

    def close(self) -> None:
        """Take the file away: nobody runs anymore."""
        self.file.unlink(missing_ok=True)


def read_health(text: str, now_s: float) -> Mapping[str, str] | None:
    """Part to `works`, `fails` or `warms`; None for a file that is too old or of another kind. `now_s` is monotonic."""
    try:
        said = json.loads(text)
        parts = {str(name): str(word) for name, word in said["parts"].items()}
        age_s = now_s - float(said["written_s"])
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return parts if 0.0 <= age_s <= OLD_S else None
