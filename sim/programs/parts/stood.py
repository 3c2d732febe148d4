"""The values at which something stood or turned back, of all that a program gave it: the rest is the way between."""

from __future__ import annotations

from collections.abc import Callable

HELD_S = 0.2  # chosen: what stays for so long was meant
MEANT_S = 0.005  # chosen: what is changed again so soon came about while several bytes were written
MAX_KEPT = 48  # chosen: more are counted


class Stood:
    """One value. `tell` gets every value that was meant, with its moment."""

    def __init__(self, steady: float, tell: Callable[[float, float], None]) -> None:
        self.values: list[float] = []  # those that it has no more
        self.more = 0
        self.now: float | None = None
        self._steady = steady
        self._tell = tell
        self._since_s = 0.0
        self._way = 0.0
        self._new: tuple[float, float] | None = None  # when, and which

    def to(self, t_s: float, value: float) -> None:
        """It has this value from now on."""
        self._take(t_s)
        if value != (self.now if self._new is None else self._new[1]):
            self._new = (t_s, value)

    @property
    def has_begun(self) -> bool:
        """Whether it ever had a value."""
        return self.now is not None or self._new is not None

    @property
    def seen(self) -> list[float]:
        """All of them, with the one that it has now."""
        last = self.now if self._new is None else self._new[1]
        before = [] if self._new is None or self.now is None else [self.now]
        return [*self.values, *before, *([] if last is None else [last])]

    def _take(self, t_s: float) -> None:
        if self._new is None or t_s - self._new[0] < MEANT_S:
            return
        (at_s, value), before = self._new, self.now
        self._new = None
        if before is None or abs(value - before) >= self._steady:
            if before is not None:
                way = value - before
                if at_s - self._since_s >= HELD_S or way * self._way < 0.0:
                    self._keep(before)
                self._way = way
            self.now, self._since_s = value, at_s
            self._tell(at_s, value)

    def _keep(self, value: float) -> None:
        if len(self.values) < MAX_KEPT:
            self.values.append(value)
        else:
            self.more += 1
