"""Spans of time as people write them: 90s, 10m, 2h, 1h30m, 7d."""

from __future__ import annotations

import re

from devices import HighlandError, Message

NOT_A_SPAN = Message("span.not", "{text} is not a span of time, such as 90s, 10m, 2h, 1h30m or 7d")
ONE_UNIT = {
    "d": Message("span.d", "{count} d"),
    "h": Message("span.h", "{count} h"),
    "m": Message("span.min", "{count} min"),
    "s": Message("span.s", "{count} s"),
}
TWO_UNITS = Message("span.two", "{first} {second}")

SECONDS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0}
PIECE = re.compile(r"(\d+(?:\.\d+)?)([smhd])")


class NotASpan(HighlandError, ValueError):
    """A text that is no span of time."""


def seconds(text: str) -> float:
    """Seconds in a span such as `1h30m`; a bare number is seconds. Raises NotASpan for anything else."""
    try:
        return float(text)
    except ValueError:
        pass
    pieces = PIECE.findall(text)
    if not pieces or "".join(number + unit for number, unit in pieces) != text:
        raise NotASpan(NOT_A_SPAN(text=text))
    return sum(float(number) * SECONDS[unit] for number, unit in pieces)


def span(duration_s: float) -> str:
    """A span as it is typed, for a narrow column: 90 -> `1m30s`, 172800 -> `2d`."""
    return "".join(f"{count}{unit}" for count, unit in _units(duration_s))


def said(duration_s: float) -> Message:
    """A span in a sentence, in the reader's language: `3 min 55 s`, in Vietnamese `3 phút 55 giây`."""
    first, *more = [ONE_UNIT[unit](count=count) for count, unit in _units(duration_s)]
    return TWO_UNITS(first=first, second=more[0]) if more else first


def _units(duration_s: float) -> list[tuple[int, str]]:
    """The two largest units."""
    left = round(duration_s)
    found = []
    for unit, size in (("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)):
        count, left = divmod(left, size)
        if count:
            found.append((count, unit))
    return found[:2] or [(0, "s")]
