"""A law that fails, as a page shows it: file, line, what stands there, and one sentence in the pupil's language."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from devices import HighlandError, Message
from firmware.code_errors import Place, place_of
from sim.programs.mistakes import mistake_in

Translate = Callable[[str], str]
LAW = "control.py"


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
    place = place_of(cause, folder)
    if place is None and not _is_decision(cause):
        return None
    found = mistake_in(cause, folder)
    return Failure(place, (found.says,), found.cause)


def broken_off(error: BaseException) -> Failure:
    """The same for an error that comes from nowhere in the law."""
    found = mistake_in(error)
    return Failure(None, (found.says,), found.cause)


def _is_decision(error: BaseException) -> bool:
    """Whether what `decide` gave back is no decision: whoever called it raises that."""
    frames = traceback.extract_tb(error.__traceback__)
    return isinstance(error, TypeError) and bool(frames) and frames[-1].name == "checked"


def _without(message: Message, folder: Path) -> Message:
    """The sentence without the place of a folder that only this computer knows."""
    short = {
        name: value.replace(f"{folder}/", "").replace(f"{folder}\\", "") if isinstance(value, str) else value
        for name, value in message.values.items()
    }
    return message(**short) if short else message
