"""What a case tells the computer: one line of JSON for each row of the table."""

from __future__ import annotations

import json
import time
from pathlib import Path

REPORT = Path("/run/share/report.jsonl")


def tell(**fields: object) -> None:
    """One line, there at once."""
    with REPORT.open("a", encoding="utf-8") as file:
        file.write(json.dumps(fields) + "\n")


class Report:
    """The rows of one case."""

    def __init__(self, case: str) -> None:
        self._case = case
        self._since_s = time.monotonic()

    def row(self, expected: str, right: bool, seen: object) -> None:
        """What must be so, whether it was, and what was seen."""
        now_s = time.monotonic()
        seconds, self._since_s = now_s - self._since_s, now_s
        tell(case=self._case, expected=expected, seen=str(seen), right=bool(right), seconds=round(seconds, 1))
