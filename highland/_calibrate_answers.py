"""Who answers `highland calibrate`: a person at the keyboard, or answers that were given before."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from math import isfinite
from pathlib import Path
from typing import Any, TextIO

from devices import HighlandError, Message
from firmware.names import Names
from highland._lines import NO_KEYBOARD, Lines
from messages import Say
from workshop.calibration.steps import Ask

PRESS_ENTER = Message("calibrate.press_enter", "Press Enter when it is done.")
NUMBER_OR_ENTER = Message("calibrate.number_or_enter", "number, or Enter for {usual:g}")
YES_NO = Message("calibrate.yes_no", "y = yes, n = no, Enter = {usual}")
YES, NO = Message("calibrate.yes", "yes"), Message("calibrate.no", "no")
YES_KEYS, NO_KEYS = {"y", "yes", "c", "có", "co"}, {"n", "no", "k", "không", "khong"}
NOT_A_NUMBER = Message("calibrate.not_a_number", "That is no number from {low:g} to {high:g}.")
NO_KEYBOARD_HINT = Message(
    "calibrate.no_keyboard.hint", "Call it in a terminal, or give the answers with --answers. Nothing was changed."
)
NO_ANSWER = Message("calibrate.no_answer", "The answers have no {key}: {question}")
BAD_ANSWER = Message("calibrate.bad_answer", "The answer {key} = {value} does not fit.")


class AtKeyboard(Lines):
    """A person at a terminal. Without a keyboard every question raises HighlandError."""

    def do(self, message: Message) -> None:
        """Tell what to do, and wait for Enter."""
        self.tell(message)
        self._typed(self.text(PRESS_ENTER()))

    def number(self, ask: Ask, usual: float | None) -> float:
        """Ask until the answer is a number within its limits; a decimal comma is understood."""
        self.tell(ask.message)
        prompt = "" if usual is None else self.text(NUMBER_OR_ENTER(usual=usual))
        while True:
            typed = self._typed(prompt)
            if not typed and usual is not None:
                return usual
            value = as_number(typed)
            if value is not None and ask.low <= value <= ask.high:
                return value
            self.tell(NOT_A_NUMBER(low=ask.low, high=ask.high))

    def yes(self, key: str, message: Message, usual: bool) -> bool:
        """Ask until the answer is yes or no."""
        self.tell(message)
        prompt = self.text(YES_NO(usual=YES if usual else NO))
        while True:
            typed = self._typed(prompt).lower()
            if not typed:
                return usual
            if typed in YES_KEYS | NO_KEYS:
                return typed in YES_KEYS

    def _typed(self, prompt: str) -> str:
        if prompt:
            self.line(f"[{prompt}]")
        try:
            return input("> ").strip()
        except EOFError:
            raise HighlandError(NO_KEYBOARD, NO_KEYBOARD_HINT) from None


class Given(Lines):
    """Answers by the keys of the questions. What is not among them is answered as usual, where there is a usual."""

    def __init__(self, answers: Mapping[str, Any], names: Names, say: Say, simulated: bool, to: TextIO) -> None:
        super().__init__(names, say, simulated, to)
        self._answers = {key: list(value) if isinstance(value, list) else value for key, value in answers.items()}

    def do(self, message: Message) -> None:
        """Tell it; it counts as done."""
        self.tell(message)

    def number(self, ask: Ask, usual: float | None) -> float:
        """The answer; a list answers the same question one time after the other. Raises HighlandError."""
        found = self._answers.get(ask.key, usual)
        if isinstance(found, list):
            found = found.pop(0) if found else usual
        if found is None:
            raise HighlandError(NO_ANSWER(key=ask.key, question=ask.message))
        if isinstance(found, bool) or not isinstance(found, int | float) or not ask.low <= found <= ask.high:
            raise HighlandError(BAD_ANSWER(key=ask.key, value=str(found)[:40]))
        self.line(f"{self.text(ask.message)} {found:g}")
        return float(found)

    def yes(self, key: str, message: Message, usual: bool) -> bool:
        """The answer. Raises HighlandError for one that is neither true nor false."""
        found = self._answers.get(key, usual)
        if not isinstance(found, bool):
            raise HighlandError(BAD_ANSWER(key=key, value=str(found)[:40]))
        self.line(f"{self.text(message)} {self.text(YES if found else NO)}")
        return found


def answers_in(asked: str) -> Mapping[str, Any]:
    """What --answers gives: `usual`, or a TOML file with a value for each key. Raises TomlError and OSError."""
    from devices.toml_file import read_toml

    return {} if asked == "usual" else read_toml(Path(asked))


def as_number(typed: str) -> float | None:
    """The number that was typed, with a point or a comma; None for anything else."""
    try:
        value = float(typed.replace(",", "."))
    except ValueError:
        return None
    return value if isfinite(value) else None


def printed_to(json: bool) -> TextIO:
    """Where people read: with --json standard output belongs to the object."""
    return sys.stderr if json else sys.stdout
