"""The common errors of a class: whose programs fail now, by the kind of mistake."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from classroom.relay.wall.tile import Tile

PYTHONS = re.compile(r"([A-Z][A-Za-z]*(?:Error|Exception|Interrupt|Exit))\b")
CAUSE = re.compile(r"[a-z][a-z0-9_]{0,39}")  # a page may send the cause alone
OTHER = "other"

WordsOf = Callable[[str], Mapping[str, str] | None]


def cause_of(tile: Tile) -> str:
    """What the page says it is, else Python's own name for it; empty without an error."""
    if not tile.error or tile.cause:
        return tile.cause if tile.error else ""
    if CAUSE.fullmatch(tile.error):
        return tile.error
    found = PYTHONS.search(tile.error)
    return found[1] if found else OTHER


def common_errors(tiles: Iterable[tuple[int, Tile]], words_of: WordsOf) -> list[dict[str, Any]]:
    """Cause, its words in every language, and the seats that have it; what most have comes first."""
    seats: dict[str, list[int]] = {}
    for number, tile in tiles:
        cause = cause_of(tile)
        if cause:
            seats.setdefault(cause, []).append(number)
    ordered = sorted(seats.items(), key=lambda each: (-len(each[1]), each[0]))
    return [{"cause": cause, "words": words_of(cause), "seats": who} for cause, who in ordered]
