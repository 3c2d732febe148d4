"""An error in a project's own code, for people: what Python says, in which file and line, and what stands there."""

from __future__ import annotations

import linecache
import traceback
from pathlib import Path
from typing import NamedTuple

from devices import Message
from firmware.latches import named

IN_CODE = Message("code.error", "{error} ({file}, line {line}: {source})")


class Place(NamedTuple):
    """A line of a project: `file` is relative to its folder, `source` what stands there."""

    file: str
    line: int
    source: str


def place_of(error: BaseException, folder: Path) -> Place | None:
    """The last line of the project's own files that led to the error, or None when there is none."""
    places = [(Path(frame.filename), frame.lineno or 1) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError) and error.filename:
        places.append((Path(error.filename), error.lineno or 1))
    own = [(file, line) for file, line in places if folder in file.parents]
    if not own:
        return None
    file, line = own[-1]
    return Place(file.relative_to(folder).as_posix(), line, linecache.getline(str(file), line).strip())


def said_of(error: BaseException) -> Message | str:
    """What Python says, without the place that it adds to a SyntaxError."""
    return f"{type(error).__name__}: {error.msg}" if isinstance(error, SyntaxError) else named(error)


def in_code(error: BaseException, folder: Path | None) -> Message | str:
    """The error in one piece of a sentence, with its place when that is in the folder."""
    place = None if folder is None else place_of(error, folder)
    return said_of(error) if place is None else IN_CODE(error=said_of(error), **place._asdict())
