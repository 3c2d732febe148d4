"""What a pupil's page says of its board once a second, under 320 bytes: checked, and never believed for marks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from classroom.relay import words as w
from classroom.relay.bounded import BAD, Refused, is_number, is_text, is_whole, table_of
from look.tokens import MEANINGS

LARGEST = 320  # bytes
STATE = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,29}|")
KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}|")
LONGEST_ERROR = 160  # characters
MOST_STEPS = 50


@dataclass(frozen=True, slots=True)
class Tile:
    """One board. `at` is the step of the lesson that is on its page, counted from 1; `cause` is the kind of the error,
    `did` counts what the pupil has done, `t_s` is virtual time.
    """

    state: str = ""
    meaning: str = "idle"
    step: int = 0
    steps: int = 0
    at: int = 0
    error: str = ""
    cause: str = ""
    hand: bool = False
    t_s: float = 0.0
    stuck: bool = False
    did: int = 0
    project: str = ""

    def as_json(self) -> dict[str, Any]:
        """As the wall shows it."""
        return {key: getattr(self, key) for key in self.__slots__ if key != "did"}


CHECKS: dict[str, Callable[[Any], object]] = {
    "state": lambda value: isinstance(value, str) and STATE.fullmatch(value),
    "meaning": lambda value: isinstance(value, str) and value in MEANINGS,
    "step": lambda value: is_whole(value, 0, MOST_STEPS),
    "steps": lambda value: is_whole(value, 0, MOST_STEPS),
    "at": lambda value: is_whole(value, 0, MOST_STEPS),
    "error": lambda value: is_text(value, LONGEST_ERROR),
    "cause": lambda value: isinstance(value, str) and KEY.fullmatch(value),
    "hand": lambda value: isinstance(value, bool),
    "t_s": lambda value: is_number(value, 0.0, 1e9),
    "stuck": lambda value: isinstance(value, bool),
    "did": lambda value: is_whole(value, 0, 10**9),
    "project": lambda value: isinstance(value, str) and KEY.fullmatch(value),
}


def read_tile(raw: bytes) -> Tile:
    """Raises Refused."""
    found = table_of(raw)
    for key in ("error", "cause", "project"):
        if found.get(key, "") is None:
            del found[key]
    if any(key not in CHECKS or not CHECKS[key](value) for key, value in found.items()):
        raise Refused(BAD, w.NOT_UNDERSTOOD, "work")
    if "error" in found:
        found["error"] = " ".join(each for each in found["error"].split() if each.isprintable())
    return Tile(**found)
