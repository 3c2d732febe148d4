"""What counts as the next change for somebody who watches: a state, a reason, or an output that was at rest."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

from devices import Tick

AT_REST_S = 60.0  # an alarm that beeps every 40 s is one change, not one a beep


class Changes:
    """Compares each turn with the one before."""

    def __init__(self) -> None:
        self._told: tuple[str, str] | None = None
        self._commanded: Mapping[str, bool] = {}
        self._switched_s: dict[str, float] = {}

    def look(self, tick: Tick) -> bool:
        """Whether this turn brought a change."""
        told, before = (tick.state, tick.why.key), self._commanded
        changed = told != self._told
        if tick.commanded is not before:
            for name, on in tick.commanded.items():
                if on != before.get(name, on):
                    changed |= tick.t_s - self._switched_s.get(name, -inf) > AT_REST_S
                    self._switched_s[name] = tick.t_s
        self._told, self._commanded = told, tick.commanded
        return changed
