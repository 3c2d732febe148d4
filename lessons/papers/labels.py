"""A number of a run as people read it: the sentence of the project's summary, with dots or with the number in it."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from devices import Message
from devices.message import DECIMAL_MARK
from firmware.names import with_code
from firmware.project import Project, find
from lessons.papers import words as w
from lessons.reading.lesson import Expected
from messages import Translate, translator
from sim.results.counted import FIRST, STATE, STATE_CHANGES, SWITCHED, WHY

FIELD = re.compile(r"\{value[^}]*\}")
ANY_FIELD = re.compile(r"\{[^}]*\}")


class Labels:
    """The lines of one project in one language."""

    def __init__(self, project: str, lang: str) -> None:
        self._project: Project = find(project)
        self._lang = lang
        self._translate: Translate = translator(lang, self._project.folder)
        self._names = self._project.names()
        self._sentences: dict[str, Any] = dict(self._project.module("summary").LINES)

    def dotted(self, expected: Expected) -> str:
        """For a pupil: `Gas that leaked: ...... g. (leaked_g)`."""
        sentence = self._sentences.get(expected.name)
        if not expected.label and sentence is not None:
            text = FIELD.sub(w.DOTS, self._translate(_at(sentence, 1.0).text))
            return f"{text} ({expected.name})"
        return f"{with_code(self._called(expected), expected.name)}: {w.DOTS}"

    def answered(self, expected: Expected) -> str:
        """For a teacher: the same with the number, and with the code and the number as they are typed."""
        sentence = self._sentences.get(expected.name)
        typed = f"{expected.name} = {expected.written}"
        if not expected.label and sentence is not None and isinstance(expected.value, float):
            return f"{_at(sentence, expected.value).render(self._translate)} ({typed})"
        meant = self._meant(expected)
        if not meant and expected.name not in (STATE, WHY):
            return f"{self._called(expected)}: {self._number(expected.written)} ({expected.name})"
        return f"{self._called(expected)}: {meant} ({typed})" if meant else f"{self._called(expected)}: {typed}"

    def _called(self, expected: Expected) -> str:
        """What it is called: as the lesson says, else by what it counts."""
        if expected.label:
            return expected.label
        kind, dot, name = expected.name.partition(".")
        if kind + dot == SWITCHED:
            return self._says(w.SWITCHED(name=self._names.output(name).short(self._lang)))
        if kind + dot == FIRST:
            return self._says(w.FIRST(name=self._names.state(name).short(self._lang)))
        fixed = {STATE: w.STATE, WHY: w.WHY, STATE_CHANGES: w.CHANGES}
        return self._says(fixed[kind]) if kind in fixed else expected.name.replace("_", " ")

    def _meant(self, expected: Expected) -> str:
        """What a word of the law, or a time of -1, means."""
        if expected.name == STATE:
            return self._names.state(str(expected.value)).short(self._lang)
        if expected.name == WHY:
            return self._reason(str(expected.value))
        if expected.value == -1.0 and (expected.name.startswith(FIRST) or expected.name.endswith("_s")):
            return self._says(w.NEVER)
        return ""

    def _reason(self, key: str) -> str:
        """The sentence of a reason, with dots for its numbers; nothing for one that no law here gives."""
        self._project.law()  # loads all its files
        packages = [self._project.package, *([self._project.base.package] if self._project.base is not None else [])]
        for name, module in sorted(sys.modules.items()):
            if name.startswith((*(f"{each}." for each in packages), "firmware.")):
                for message in _messages(tuple(vars(module).values())):
                    if message.key == key:
                        return ANY_FIELD.sub("…", self._translate(message.text))
        return ""

    def _number(self, written: str) -> str:
        return written.replace(".", self._says(DECIMAL_MARK))

    def _says(self, message: Message) -> str:
        return message.render(self._translate)


def _messages(value: object, depth: int = 3) -> Iterator[Message]:
    """The sentences in a value, also in its tables and lists."""
    if isinstance(value, Message):
        yield value
    elif depth and isinstance(value, (Mapping, tuple, list)):
        for each in value.values() if isinstance(value, Mapping) else value:
            yield from _messages(each, depth - 1)


def _at(sentence: Callable[..., Message], value: float) -> Message:
    return sentence(value=value)
