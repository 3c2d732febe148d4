"""The person at the table of `highland try`: at the keyboard, or with answers that were given before.

Plain text, one thing a line: it works over ssh on a small terminal. On a virtual board each line says SIM.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from devices import Message
from firmware.names import Names, with_code
from highland._lines import NO_KEYBOARD, Lines
from messages import Say
from workshop.table import Table
from workshop.trial.person import YES, PersonError, Question

ON = Message("try.on", "ON")
OFF = Message("try.off", "OFF")
SEEN_ON = Message("try.seen_on", "a person sees on: {parts}")
SEEN_NOTHING = Message("try.seen_nothing", "a person sees nothing on")
UNCLEAR = Message("try.unclear", "Type one of: {keys}.")
NO_KEYBOARD_HINT = Message("try.no_keyboard.hint", "Run it in a terminal, or give the answers with --answers.")
BAD_ANSWER = Message("try.bad_answer", "{file}: {part} cannot answer {topic} with {answer}.")
BAD_ANSWER_HINT = Message("try.bad_answer.hint", "Write one of: {answers}.")
BAD_ANSWERS = Message("try.bad_answers", "{file}: {name} is not a table of answers.")
BAD_ANSWERS_HINT = Message(
    "try.bad_answers.hint", "Write a table for each part, with an answer for each of its questions."
)

Answers = Callable[[Question], str]


class Shown(Lines):
    """What every person is shown, whoever answers. `to` is where it is printed."""

    def __init__(self, table: Table, names: Names, say: Say, to: TextIO | None = None) -> None:
        super().__init__(names, say, table.simulated, to)
        self._table = table

    def commanded(self, part: str, on: bool) -> None:
        """Print ON or OFF."""
        self.line(f"  {self._say.text(ON if on else OFF)}")

    def looks(self, part: str, on: bool) -> None:
        """On a virtual board, print what there is to see."""
        if self._table.world is not None:
            seen = self._table.world.powered() | (self._table.world.holding() & {part})
            parts = ", ".join(map(self.called, sorted(seen)))
            self.line(f"       {self._say.text(SEEN_ON, parts=parts) if parts else self._say.text(SEEN_NOTHING)}")

    def wants_on(self) -> bool:
        """Nobody here gets impatient."""
        return False

    def ask(self, question: Question) -> str:
        """What this person answers."""
        raise NotImplementedError

    def called(self, part: str) -> str:
        """A part by its name, its code behind it."""
        return with_code(self._names.part(part).short(self._say.lang), part)

    def question(self, question: Question) -> str:
        """The question with its possible answers, in one line where they are short."""
        keys = [f"{choice.key or 'Enter'} = {self.text(choice.label)}" for choice in question.choices]
        return f"{self.text(question.text)} [{', '.join(keys)}]"


class AtKeyboard(Shown):
    """A person at a terminal."""

    def ask(self, question: Question) -> str:
        """Ask until the answer is one of those that are possible. Raises PersonError without a keyboard."""
        keys = {choice.key: choice.answer for choice in question.choices}
        typed_too = {"y": YES} if YES in keys.values() else {}
        self.line(self.question(question))
        _forget_early_keys()
        while True:
            try:
                typed = input("> ").strip().lower()
            except EOFError:
                raise PersonError(NO_KEYBOARD, NO_KEYBOARD_HINT) from None
            if typed in keys or typed in typed_too:
                return keys.get(typed) or typed_too[typed]
            self.line(self._say.text(UNCLEAR, keys=", ".join(key or "Enter" for key in keys)))

    def wants_on(self) -> bool:
        """Whether Enter was pressed while nobody asked."""
        if os.name != "posix" or not sys.stdin.isatty():
            return False
        import select

        if not select.select([sys.stdin], [], [], 0)[0]:
            return False
        sys.stdin.readline()
        return True


def _forget_early_keys() -> None:
    """What was typed while nobody asked is no answer."""
    if os.name == "posix" and sys.stdin.isatty():
        import termios

        termios.tcflush(sys.stdin, termios.TCIFLUSH)


class Answering(Shown):
    """Answers that were given before, or are worked out."""

    def __init__(
        self,
        table: Table,
        names: Names,
        say: Say,
        answers: Answers,
        to: TextIO | None = None,
        look: Callable[[bool], None] | None = None,
    ) -> None:
        super().__init__(table, names, say, to)
        self._answers = answers
        self._look = look

    def looks(self, part: str, on: bool) -> None:
        """Print what there is to see, and look at it."""
        super().looks(part, on)
        if self._look is not None:
            self._look(on)

    def ask(self, question: Question) -> str:
        """The answer; it is printed too."""
        answer = self._answers(question)
        label = next(choice.label for choice in question.choices if choice.answer == answer)
        self.line(f"{self.text(question.text)} -> {self.text(label)}")
        return answer


def content(question: Question) -> str:
    """The answer of a person with nothing to complain of."""
    return question.choices[0].answer


def answers_in(file: Path) -> Answers:
    """The answers of a file: a table for each part, with the topics of its questions. Raises PersonError, TomlError."""
    from devices.toml_file import read_toml

    tables: dict[str, Any] = read_toml(file)
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise PersonError(BAD_ANSWERS(file=file, name=name), BAD_ANSWERS_HINT)

    def answer(question: Question) -> str:
        given = tables.get(question.part, {}).get(question.topic)
        possible = [choice.answer for choice in question.choices]
        if given is None:
            return content(question)
        if given not in possible:
            refused = BAD_ANSWER(file=file, part=question.part, topic=question.topic, answer=str(given)[:40])
            raise PersonError(refused, BAD_ANSWER_HINT(answers=", ".join(possible)))
        return str(given)

    return answer
