"""What was refused, for the teacher to see: how much, and who did the last."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any


class Trouble:
    """Counts. `date` is the clock of the wall."""

    def __init__(self, date: Callable[[], datetime]) -> None:
        self._date = date
        self.refused = 0
        self.last: dict[str, str] | None = None
        self._sent = 0

    def see(self, who: str, what: str) -> None:
        """Somebody was refused: `who` is an address or a seat."""
        self.refused += 1
        self.last = {"at": f"{self._date():%H:%M}", "who": who[:60], "what": what}

    def is_new(self) -> bool:
        """Whether anything came since the last call."""
        new, self._sent = self._sent != self.refused, self.refused
        return new

    def as_json(self, wrong_pins: int) -> dict[str, Any]:
        """As the teacher's page shows it."""
        return {"wrong_pins": wrong_pins, "refused": self.refused, "last": self.last}
