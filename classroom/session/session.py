"""A pupil's board behind messages: orders come in by `receive`, `go_on` does one slice of work, answers go to `send`.

All messages are plain JSON. Whatever comes in is checked, and what cannot be done is answered with one sentence.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from math import inf
from typing import Any

from classroom.session import refused as r
from classroom.session.asked import checked, id_of, message_of
from classroom.session.failures import Failure, LawFails, failure_of, failure_of_sentence
from classroom.session.limits_order import CAUSE, wrong_order
from classroom.session.pupil_board import PupilBoard
from devices import HighlandError
from messages import translator

Send = Callable[[dict[str, Any]], None]
Id = str | int | None
ENDED = "ended"
COLUMNS = 700  # of a picture, when nobody says


class Session:
    """One board. Nothing here waits or knows of threads: whoever carries the messages calls `receive` and `go_on`."""

    def __init__(self, send: Send, wall: Callable[[], float] = time.monotonic) -> None:
        self._send, self._wall = send, wall
        self._board = PupilBoard(wall)
        self._lang, self._translate = "en", translator("en")
        self._told: set[tuple[int, str]] = set()  # of a run what has been told once
        self._changes: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
            "restart": lambda _: self._board.again(),
            "settings": lambda order: self._board.change_settings(order["values"]),
            "limits": lambda order: self._board.change_limits(order["values"]),
            "files": lambda order: self._board.change_files(order["files"]),
        }

    def receive_line(self, line: str | bytes) -> None:
        """The same as `receive` for a message as JSON text."""
        try:
            message = message_of(line)
        except r.Refused as error:
            self._refuse(None, error)
        else:
            self.receive(message)

    def receive(self, message: Any) -> None:
        """Carry a message out. Never raises for what a message says, or for what a pupil's code does."""
        about = id_of(message)
        try:
            self._carry_out(checked(message), about)
        except LawFails as error:
            self._fail(error.failure, about)
        except HighlandError as error:
            self._refuse(about, error)
        except Exception as error:
            self._refuse(about, r.Refused(r.WENT_WRONG(error=f"{type(error).__name__}: {error}"[: r.LONGEST])))
        self._tell_printed()

    def _carry_out(self, order: Mapping[str, Any], about: Id) -> None:
        do, board = order["do"], self._board
        asking = board.check.about if board.check is not None else None
        if do == "begin":
            self._begin(order, about)
        elif do == "picture":
            asked = {"do": do, "lang": self._lang, "columns": round(order.get("columns", COLUMNS))}
            self._answer("picture", about, {"picture": board.now().run.carry_out(asked)})
        elif do == "numbers":
            self._answer("answer", about, {"run": board.runs, **board.numbers()})
        elif do == "check":
            board.begin_check(order["s"], about)
        else:
            change = self._changes.get(do)
            found = change(order) if change is not None else board.carry_out(order)
            self._show()
            self._tell_mistakes()
            self._answer("answer", about, {"run": board.runs, **found, **self._warning(found)})
        if asking is not None and board.check is None:
            self._refuse(asking, r.Refused(r.CHANGED))

    def _warning(self, found: Mapping[str, Any]) -> dict[str, Any]:
        """What is no error and yet not right: limits in the wrong order."""
        told = wrong_order(found.get("limits", ()), self._lang)
        return {} if told is None else {"warning": {"cause": CAUSE, "text": told.render(self._translate)}}

    def go_on(self) -> float:
        """Do one slice of work; real seconds until there is more to do, infinity: only a message makes more."""
        board = self._board
        try:
            left_s = board.go_on()
            if board.opened is not None and left_s < inf and board.opened.run.is_due_to_show():
                self._show()
                self._tell_printed()
            self._tell_mistakes()
        except LawFails as error:
            left_s = inf
            self._show()
            self._fail(error.failure)
        return left_s if board.check is None else self._go_on_checking()

    def _go_on_checking(self) -> float:
        check = self._board.check
        assert check is not None
        try:
            result = self._board.go_on_checking()
            if result is not None:
                answer = check.answer(result)
                failure = answer.pop("failure")
                said = None if failure is None else failure.said(self._translate)
                self._board.stop_check()
                self._answer("answer", check.about, {**answer, "failed": said})
        except LawFails as error:
            self._fail(error.failure, check.about)
        return 0.0

    def refuse(self, message: Any, error: HighlandError) -> None:
        """Answer a message that could not be carried out elsewhere, in the language of this board."""
        self._refuse(id_of(message), error)

    def close(self) -> None:
        """Switch the board off, and remove what was written."""
        self._board.close()

    def _begin(self, order: Mapping[str, Any], about: Id) -> None:
        lang = order.get("lang", "en")
        self._translate = translator(lang)
        failure = self._board.begin(order)
        self._lang = lang
        self._translate = translator(lang, self._board.now().plan.project.folder)
        self._answer("described", about, {**self._board.described(), "lang": lang})
        if failure is not None:
            self._fail(failure)
        self._show()

    # what a page is told

    def _answer(self, kind: str, about: Id, found: Mapping[str, Any]) -> None:
        self._send({"kind": kind, **_called(about), **found})

    def _show(self) -> None:
        opened = self._board.opened
        if opened is not None:
            moment = opened.run.see()
            self._send({"kind": "now", **moment, "run": self._board.runs, "went_s": round(self._board.worked_s, 3)})

    def _tell_mistakes(self) -> None:
        """Say once in a run why an error has ended it, and which of its sentences cannot be said."""
        opened = self._board.opened
        if opened is None:
            return
        folder, result, unsaid = opened.version.folder, opened.run.result, opened.run.unsaid
        if unsaid is not None and self._is_new(unsaid[0].key):
            self._fail(failure_of_sentence(*unsaid, folder))
        if result is not None and not result.counts and self._is_new(ENDED):
            error = result.ending.error
            failure = None if error is None else failure_of(error, folder)
            self._fail(failure or Failure(None, (result.ending.why,), "other"))

    def _is_new(self, what: str) -> bool:
        """Whether this run has not told it yet."""
        about = (self._board.runs, what)
        if about in self._told:
            return False
        self._told = {each for each in self._told if each[0] == self._board.runs} | {about}
        return True

    def _tell_printed(self) -> None:
        if text := self._board.printed.take():
            self._send({"kind": "printed", "text": text})

    def _fail(self, failure: Failure, about: Id = None) -> None:
        self._send({"kind": "failed", **_called(about), **failure.said(self._translate)})

    def _refuse(self, about: Id, error: HighlandError) -> None:
        text = f"{error.message.render(self._translate)} {error.hint.render(self._translate)}".strip()
        self._send({"kind": "refused", **_called(about), "text": text})


def _called(about: Id) -> dict[str, Any]:
    return {} if about is None else {"id": about}
