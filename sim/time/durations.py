"""Spans of time as people type them: 90s, 10m, 2h, 1h30m, 7d."""

from __future__ import annotations

import re
from math import isfinite

from devices import HighlandError, Message

NOT_A_SPAN = Message("span.not", "{text} is not a span of time, such as 90s, 10m, 2h, 1h30m or 7d")

SECONDS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0}
PIECE = re.compile(r"(\d+(?:\.\d+)?)([smhd])")


class NotASpan(HighlandError, ValueError):
    """A text that is no span of time."""


def seconds(text: str) -> float:
    """Seconds in a span such as `1h30m`; a bare number is seconds. Raises NotASpan for anything else."""
    try:
        found = float(text)
    except ValueError:
        pass
    else:
        if isfinite(found):
            return found
    pieces = PIECE.findall(text)
    if not pieces or "".join(number + unit for number, unit in pieces) != text:
        raise NotASpan(NOT_A_SPAN(text=text))
    return sum(float(number) * SECONDS[unit] for number, unit in pieces)
