"""A pupil's law in its sandbox: asked once a turn, a line in and a line out. Its memory never leaves this process.

Lines in: where the law is, as `lay` gives it; then `{"boot": latches}` at each start of the board, and
`[seconds, values...]` for each turn, or `[seconds]` when nothing that is sensed changed, and
`{"look": "air.believed", "back": 0}` for what it remembers now or, with 1, remembered before the newest turn. Lines
out: what the law is like, then what is new after a start or a turn (action, reason, state, latches, and what was once
looked at); or `{"failed": ...}` with the place of
an error.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Iterator
from operator import attrgetter
from pathlib import Path
from typing import Any

from classroom.marks.inside.values import Encoder
from devices import HighlandError
from firmware.code_errors import place_of
from firmware.ladder.small_law import completed, is_small
from firmware.law import Law, checked, law_of

FOLDER = "/pupil"
MOST_LOOKED = 40
NEVER, PARTS = object(), object()
LONGEST = 300  # characters of an error or a line of source


def main(hear: Iterator[bytes], say: Callable[[bytes], None]) -> None:
    """Answer until nothing more is asked."""
    asked = Asked()
    for line in hear:
        say(asked.answer(line).encode())


class Asked:
    """Every line that is asked, whoever brings it: the first loads the law it tells of, the others go to that law."""

    def __init__(self) -> None:
        self._encode = json.JSONEncoder(separators=(",", ":")).encode
        self._folder = Path(FOLDER)
        self._answers: Answers | None = None

    def answer(self, line: str | bytes) -> str:
        """The answer to a line: what the law is like, what it decides, or how it failed."""
        asked = json.loads(line)
        try:
            if self._answers is None:
                return self._encode(self._load(asked))
            return self._encode(self._answers.to(asked))
        except BaseException as error:
            return self._encode(failed(error, self._folder))

    def _load(self, told: dict[str, str]) -> dict[str, Any]:
        self._folder = Path(FOLDER, told["folder"])
        control = importlib.import_module(told["control"])
        if "base" in told and is_small(control):
            control = completed(control, importlib.import_module(told["base"]))
        self._answers = Answers(law_of(control))
        return self._answers.described()


class Answers:
    """The answers of one law, with the memory that it has now."""

    def __init__(self, law: Law) -> None:
        self._law = law
        self._encoder = Encoder()
        self._sensed: Any = None
        self._memory: Any = None
        self._before: Any = None
        self._told: dict[str, Any] = {}
        self._looked: dict[str, Any] = {}  # the value that was told last

    def described(self) -> dict[str, Any]:
        """What the other side needs to know of the law before it asks."""
        module, encoder = self._law.module, self._encoder
        about = {
            "sensed": list(self._law.sensed),
            "actions": list(self._law.actions),
            "safe": encoder.value(module.SAFE),
            "safety_inputs": sorted(module.SAFETY_INPUTS),
            "states": [encoder.value(each) for each in module.State],
            "danger": [each.name for each in module.State if self._law.alarm(each) == "danger"],
            "trouble": [each.name for each in module.State if self._law.alarm(each) == "trouble"],
            "latched": encoder.value(module.Latched()),
        }
        return about | self._defined()

    def to(self, asked: Any) -> dict[str, Any]:
        """The answer to a start of the board, to a turn, or to a question about the memory."""
        if isinstance(asked, list):
            return self._decide(asked)
        if "look" in asked:
            memory = self._before if asked["back"] else self._memory
            value = attrgetter(asked["look"])(memory)
            if len(self._looked) < MOST_LOOKED:
                self._looked[asked["look"]] = NEVER
            return {"value": self._shown(value)} | self._defined()
        return self._boot(asked["boot"])

    def _boot(self, saved: Any) -> dict[str, Any]:
        law = self._law
        self._memory = law.boot_without_latches() if saved == "lost" else law.boot(saved)
        self._sensed, self._before, self._told, self._looked = None, None, {}, {}
        return self._news(state=self._memory.state, latched=self._memory.latched) | self._defined()

    def _decide(self, asked: list[Any]) -> dict[str, Any]:
        law, before = self._law, self._memory
        if len(asked) > 1:
            self._sensed = law.module.Sensed._make(asked[1:])
        action, memory, why, urgent = checked(law.module.decide(self._sensed, before, asked[0]), law.module)
        self._before, self._memory = before, memory
        answer = self._news(action=action, why=why, state=memory.state, latched=memory.latched)
        seen = self._seen()
        if seen:
            answer["seen"] = seen
        if urgent:
            answer["urgent"] = True
        if None in self._sensed and any(getattr(self._sensed, name) is None for name in law.safety_inputs):
            answer["safe"] = self._encoder.value(law.module.safe_action(before))
        return answer | self._defined()

    def _seen(self) -> dict[str, Any]:
        """What was looked at before and is another now: who looked once will look again."""
        found = {}
        for path, last in self._looked.items():
            try:
                value = attrgetter(path)(self._memory)
            except AttributeError:
                continue
            new = PARTS if hasattr(value, "_fields") else value
            if new is not last and (new != last or type(new) is not type(last)):
                self._looked[path] = new
                found[path] = self._shown(value)
        return found

    def _shown(self, value: Any) -> Any:
        """A value; a NamedTuple is not told whole, its fields are looked at one by one."""
        return {"parts": 1} if hasattr(value, "_fields") else self._encoder.value(value)

    def _news(self, **values: Any) -> dict[str, Any]:
        """What is new since it was told last; of the latches, what is another object: the loop saves it again."""
        told = self._told
        news = {
            name: value
            for name, value in values.items()
            if name not in told or (told[name] is not value and (name == "latched" or told[name] != value))
        }
        told.update(news)
        return {name: self._encoder.value(value) for name, value in news.items()}

    def _defined(self) -> dict[str, Any]:
        define, self._encoder.define = self._encoder.define, []
        return {"define": define} if define else {}


def failed(error: BaseException, folder: Path) -> dict[str, Any]:
    """An error for people: its kind, what Python says, and where."""
    place = place_of(error, folder)
    told: dict[str, Any] = {"cause": type(error).__name__, "text": _text_of(error)}
    if place is not None:
        told |= {"file": place.file, "line": place.line, "source": place.source[:LONGEST]}
    return {"failed": told}


def _text_of(error: BaseException) -> str:
    try:
        if isinstance(error, SyntaxError):
            return error.msg[:LONGEST]
        return (error.message.render() if isinstance(error, HighlandError) else str(error))[:LONGEST]
    except Exception:  # an error of the pupil's own making, which fails to tell itself
        return ""
