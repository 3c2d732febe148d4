"""The small trend beside each value: the last values that the law had, as a row of bars with gaps for unknown."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any

BARS = "▁▂▃▄▅▆▇█"
SHADES = "░▒▓█"  # for the console of Windows, whose fonts have no bars
GAP = " "
CELLS = 60  # kept of each value
CELL_S = (1.0, 5.0, 10.0, 30.0, 60.0, 300.0, 600.0, 1800.0, 3600.0, 7200.0, 21_600.0)
LEAST_SPAN = {  # a smaller change than this looks flat: it is noise
    "ppm": 100.0,
    "%": 5.0,
    "C": 2.0,
    "V": 1.0,
    "A": 0.2,
    "NTU": 2.0,
    "L/min": 0.5,
    "L": 5.0,
}
FLAT = 0.05  # share of the value, where the unit says nothing


def cell_for(speed: float) -> float:
    """Virtual seconds that a bar stands for, so that a new one comes about every second of the person who watches."""
    return next((each for each in CELL_S if each >= speed), CELL_S[-1])


class History:
    """The newest values of each channel, one a cell of `cell_s` virtual seconds.

    A cell has the last value in it, and None when the value was unknown at any moment in it, or nothing turned.
    """

    def __init__(self, cell_s: float) -> None:
        self.cell_s = cell_s
        self._now = -1
        self._cells: dict[str, deque[float | None]] = {}

    def begins(self, t_s: float) -> bool:
        """Whether a new cell begins at that second of the run."""
        return int(t_s // self.cell_s) != self._now

    def note(self, t_s: float, sensed: Mapping[str, Any]) -> None:
        """Take the values of a turn in; what is only looked at where a cell begins may be missing later."""
        now = int(t_s // self.cell_s)
        passed = min(now - self._now, CELLS)
        fresh = passed > 0
        self._now = now
        for name, value in sensed.items():
            cells = self._cells.setdefault(name, deque(maxlen=CELLS))
            if fresh:
                cells.extend([None] * (passed - 1) if cells else ())
                cells.append(_number(value))
            elif value is None or cells[-1] is not None:
                cells[-1] = _number(value)

    def last(self, name: str, cells: int) -> list[float | None]:
        """The values of the last cells, fewer at the beginning of a run."""
        return list(self._cells.get(name, ()))[-cells:]


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, (bool, int, float)) else None


def sparkline(values: Sequence[float | None], unit: str, levels: str = BARS) -> str:
    """One sign a value, the lowest at the bottom; what hardly moves is flat, what is unknown is a gap."""
    known = [value for value in values if value is not None]
    if not known:
        return GAP * len(values)
    low, high = min(known), max(known)
    low = low if unit else min(low, 0.0)  # yes is up, no is down
    least = LEAST_SPAN.get(unit, FLAT * max(abs(low), abs(high)) if unit else 1.0)
    span = max(high - low, least) or 1.0
    top = len(levels) - 1
    return "".join(GAP if value is None else levels[round(top * (value - low) / span)] for value in values)
