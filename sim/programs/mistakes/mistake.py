"""What one error is, for a learner: of which kind, and in a sentence or two."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from devices import Message


class Mistake(NamedTuple):
    """`cause` is a key of CAUSES; `says` tells what stands there, why that is likely, and what to try.

    `at` is the file and line to look at, where that is not the place that Python names.
    """

    cause: str
    says: Message
    at: tuple[Path, int] | None = None


class Seen(NamedTuple):
    """An error, and the last place of the learner's own code on the way to it."""

    error: BaseException
    frame: FrameType | None = None
    place: traceback.FrameSummary | None = None


def seen_in(error: BaseException, folder: Path | None) -> Seen:
    """The last place in that folder; without a folder the very last one."""
    frames = [each for each, _ in traceback.walk_tb(error.__traceback__)]
    places = traceback.extract_tb(error.__traceback__)
    for frame, place in reversed(list(zip(frames, places, strict=True))):
        if folder is None or folder in Path(place.filename).parents:
            return Seen(error, frame, place)
    return Seen(error)


Find = Callable[[Seen, "re.Match[str]"], Mistake | None]
Row = tuple[type[BaseException] | tuple[type[BaseException], ...], str, Find]


def says(cause: str, message: Message, *fields: str) -> Find:
    """The message with the pattern's groups as its fields, in their order."""

    def find(seen: Seen, match: re.Match[str]) -> Mistake:
        return Mistake(cause, message(**dict(zip(fields, match.groups(), strict=True))) if fields else message)

    return find


def first_of(rows: Iterable[Row], seen: Seen, text: str) -> Mistake | None:
    """What the first row finds whose kind and pattern fit."""
    for kind, pattern, find in rows:
        match = re.search(pattern, text) if isinstance(seen.error, kind) else None
        found = None if match is None else find(seen, match)
        if found is not None:
            return found
    return None
