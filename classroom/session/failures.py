"""A law that fails, as a page shows it: file, line, what stands there, and one sentence in the pupil's language."""

from __future__ import annotations

import linecache
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classroom.session.refused import LONGEST
from devices import HighlandError, Message
from firmware.code_errors import Place, place_of
from sim.programs.mistakes import mistake_in

Translate = Callable[[str], str]
LAW = "control.py"
CHECKS = ("checked", "_answer")  # the functions that look at what a law gives back
WORLD = ("plant.py", "world/")  # what fails there is no mistake of the law

UNSAID = Message("session.unsaid", "This sentence cannot be said ({error}). The law gives it: {given}.")
NOTHING = Message("session.nothing", "nothing")


@dataclass(frozen=True, slots=True)
class Failure:
    """What is wrong with a law, and where when that is known."""

    place: Place | None
    messages: tuple[Message, ...]
    cause: str

    def said(self, translate: Translate) -> dict[str, Any]:
        """As plain JSON."""
        file, line, source = self.place or (LAW, None, "")
        text = " ".join(filter(None, (each.render(translate) for each in self.messages)))
        return {"file": file, "line": line, "source": source, "text": text, "cause": self.cause}


class LawFails(Exception):
    """A pupil's version of a law that cannot be used."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure)
        self.failure = failure


def failure_of(error: BaseException, folder: Path) -> Failure | None:
    """What an error says about the law in that folder; None for one that does not come from it.

    Ask before the folder is removed: the source line is read from the file.
    """
    cause = error.__cause__ if isinstance(error, HighlandError) and error.__cause__ is not None else error
    if isinstance(cause, HighlandError):
        return Failure(None, (_without(cause.message, folder), cause.hint), mistake_in(cause).cause)
    place = place_of(cause, folder) or _place_of_decide(cause, folder)
    if place is None or place.file.startswith(WORLD):
        return None
    found = mistake_in(cause, folder)
    return Failure(_place_at(found.at, folder) or place, (found.says,), found.cause)


def _place_at(at: tuple[Path, int] | None, folder: Path) -> Place | None:
    """The place as a law's file; None outside of the folder."""
    if at is None or folder not in at[0].parents:
        return None
    return Place(at[0].relative_to(folder).as_posix(), at[1], linecache.getline(str(at[0]), at[1]).strip())


def failure_of_sentence(message: Message, error: Exception, folder: Path) -> Failure:
    """The same for a sentence that asks for a value which it is not given, or in a form that does not fit."""
    place = _place_of_text(f'"{message.key}"', folder)
    given = ", ".join(message.values) or NOTHING
    return Failure(place, (UNSAID(error=f"{type(error).__name__}: {error}"[:LONGEST], given=given),), "other")


def _place_of_text(text: str, folder: Path) -> Place | None:
    """The first line of the law's files that holds the text."""
    for file in sorted(folder.rglob("*.py")):
        for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if text in line:
                return Place(file.relative_to(folder).as_posix(), number, line.strip())
    return None


def broken_off(error: BaseException) -> Failure:
    """The same for an error that comes from nowhere in the law."""
    found = mistake_in(error)
    return Failure(None, (found.says,), found.cause)


def _place_of_decide(error: BaseException, folder: Path) -> Place | None:
    """Where `decide` or `law` stands, when what it gave back is no decision: whoever called it raises that."""
    frames = traceback.extract_tb(error.__traceback__)
    if not (isinstance(error, TypeError) and frames and frames[-1].name in CHECKS):
        return None
    return _place_of_text("def decide(", folder) or _place_of_text("def law(", folder)


def _without(message: Message, folder: Path) -> Message:
    """The sentence without the place of a folder that only this computer knows."""
    short = {
        name: value.replace(f"{folder}/", "").replace(f"{folder}\\", "") if isinstance(value, str) else value
        for name, value in message.values.items()
    }
    return message(**short) if short else message
