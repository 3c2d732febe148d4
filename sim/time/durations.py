"""Spans of time as people write them: 90s, 10m, 2h, 1h30m, 7d."""

from __future__ import annotations

import re

SECONDS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0}
PIECE = re.compile(r"(\d+(?:\.\d+)?)([smhd])")


def seconds(text: str) -> float:
    """Seconds in a span such as `1h30m`; a bare number is seconds. Raises ValueError for anything else."""
    try:
        return float(text)
    except ValueError:
        pass
    pieces = PIECE.findall(text)
    if not pieces or "".join(number + unit for number, unit in pieces) != text:
        raise ValueError(f"{text!r} is not a span of time; write for example 90s, 10m, 2h, 1h30m or 7d")
    return sum(float(number) * SECONDS[unit] for number, unit in pieces)


def span(duration_s: float) -> str:
    """A span for people: 90 -> `1m30s`, 172800 -> `2d`."""
    left = round(duration_s)
    words = []
    for unit, size in (("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)):
        count, left = divmod(left, size)
        if count:
            words.append(f"{count}{unit}")
    return "".join(words[:2]) or "0s"
