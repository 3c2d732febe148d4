"""What was tried and when, kept for the doctor and the next lesson. A simulated trial has a file of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from devices import HighlandError, Message
from devices.os_errors import cause
from firmware.project import Project
from firmware.whole_file import whole_file
from workshop.trial.outcome import Outcome, Verdict

REAL, SIM = "real", "sim"
FILES = {REAL: "trial.json", SIM: "trial.SIM.json"}

UNREADABLE = Message("try.kept.unreadable", "{file} does not hold what `highland try` wrote: {reason}.")
UNREADABLE_HINT = Message("try.kept.unreadable.hint", "Delete it, and try the parts again.")
NOT_ITS_OWN = Message("try.kept.provenance", "it says {found}, not {wanted}")
NO_SUCH_THING = Message("try.kept.shape", "{name} is missing or wrong")


@dataclass(frozen=True, slots=True)
class Tried:
    """The newest outcome of one part, and when it was; `is_dated`: the board knew the date."""

    outcome: Outcome
    tried_on: datetime
    is_dated: bool = True


@dataclass(slots=True)
class Trial:
    """All parts that were ever tried on a board. `provenance` is `real`, or `sim`: then nothing was measured."""

    project: str
    provenance: str
    parts: dict[str, Tried] = field(default_factory=dict)

    def add(self, outcome: Outcome, tried_on: datetime, is_dated: bool = True) -> None:
        """The newest outcome of a part; one that was left out now does not undo an earlier one."""
        if outcome.verdict is not Verdict.NOT_TRIED or outcome.part not in self.parts:
            self.parts[outcome.part] = Tried(outcome, tried_on, is_dated)

    def as_json(self) -> dict[str, Any]:
        """Everything, as one JSON-able object."""
        return {
            "project": self.project,
            "provenance": self.provenance,
            "parts": [
                {
                    "part": name,
                    "tried_on": each.tried_on.isoformat(timespec="seconds"),
                    "is_dated": each.is_dated,
                    **_outcome_as_json(each.outcome),
                }
                for name, each in self.parts.items()
            ],
        }


def trial_file(project: Project, provenance: str = REAL, home: Path | None = None) -> Path:
    """Where the trial of a project is kept. Raises HighlandError for a user without a home."""
    return project.kept(home) / FILES[provenance]


def read_trial(project: Project, provenance: str = REAL, home: Path | None = None) -> Trial:
    """What was tried on this board so far; empty where nothing was. Raises HighlandError for a file that is not ours.

    A simulated trial is never taken for a real one: the file says which it is, and so does its name.
    """
    file = trial_file(project, provenance, home)
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        if found["provenance"] != provenance:
            raise _unreadable(file, NOT_ITS_OWN(found=str(found["provenance"])[:40], wanted=provenance))
        parts = {str(each["part"]): _tried(each) for each in found["parts"]}
    except FileNotFoundError:
        return Trial(project.name, provenance)
    except OSError as error:
        raise _unreadable(file, cause(error)) from None
    except (ValueError, RecursionError) as error:
        raise _unreadable(file, type(error).__name__) from None
    except (KeyError, TypeError, AttributeError) as error:
        raise _unreadable(file, NO_SUCH_THING(name=str(error)[:40])) from None
    return Trial(project.name, provenance, parts)


def save_trial(trial: Trial, file: Path) -> None:
    """Write it, whole or not at all. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(file) as part:
        part.write_text(json.dumps(trial.as_json(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _unreadable(file: Path, reason: object) -> HighlandError:
    return HighlandError(UNREADABLE(file=file, reason=reason), UNREADABLE_HINT)


def _outcome_as_json(outcome: Outcome) -> dict[str, Any]:
    return {
        "verdict": outcome.verdict.value,
        "seen": _message_as_json(outcome.seen),
        "hint": _message_as_json(outcome.hint),
        "other": outcome.other,
    }


def _tried(found: Mapping[str, Any]) -> Tried:
    outcome = Outcome(
        str(found["part"]),
        Verdict(found["verdict"]),
        _message(found["seen"]),
        _message(found["hint"]),
        str(found["other"]),
    )
    return Tried(outcome, datetime.fromisoformat(found["tried_on"]), found["is_dated"] is True)


def _message_as_json(message: Message) -> dict[str, Any]:
    """Its English text with the values apart, so that it can be read in either language later."""
    values = {name: _value_as_json(value) for name, value in message.values.items()}
    return {"key": message.key, "text": message.text, "values": values}


def _value_as_json(value: object) -> object:
    if isinstance(value, Message):
        return _message_as_json(value)
    return value if isinstance(value, (str, int, float, bool)) else str(value)


def _message(found: Mapping[str, Any]) -> Message:
    """The sentence again. Raises ValueError for one whose values do not fit it."""
    values = {name: _message(value) if isinstance(value, dict) else value for name, value in found["values"].items()}
    message = Message(str(found["key"]), str(found["text"]), values)
    try:
        message.render()
    except (KeyError, IndexError, AttributeError) as error:
        raise ValueError(str(error)) from None
    return message
