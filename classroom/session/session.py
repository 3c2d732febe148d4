"""A pupil's board behind messages: orders come in by `receive`, `go_on` does one slice of work, answers go to `send`.

All messages are plain JSON. Whatever comes in is checked, and what cannot be done is answered with one sentence.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from math import inf
from typing import Any

from classroom.board.run import speeds_for
from classroom.session import refused as r
from classroom.session.asked import check_size, checked, id_of, message_of
from classroom.session.described import PROVENANCE, buttons_described, faults_described, names_described
from classroom.session.failures import Failure, LawFails, failure_of
from classroom.session.law_files import Copies, LawFiles
from classroom.session.limits import Limits
from classroom.session.opened import Opened, Plan, Prepared
from classroom.session.printed import Printed
from classroom.session.settings import Settings
from devices import HighlandError
from firmware.project import find, names
from messages import translator

Send = Callable[[dict[str, Any]], None]
COLUMNS = 700  # of a picture, when nobody says


class Session:
    """One board. Nothing here waits or knows of threads: whoever carries the messages calls `receive` and `go_on`."""

    def __init__(self, send: Send, wall: Callable[[], float] = time.monotonic) -> None:
        self._send, self._wall = send, wall
        self._copies = Copies()
        self._printed = Printed(wall)
        self._opened: Opened | None = None
        self._plan: Plan | None = None
        self._lang, self._translate = "en", translator("en")
        self._runs = 0
        self._worked_s = 0.0  # real seconds of this run
        self._do: dict[str, Callable[[Mapping[str, Any]], dict[str, Any] | None]] = {
            "begin": self._begin,
            "restart": lambda _: self._again(),
            "settings": self._settings_changed,
            "limits": self._limits_changed,
            "files": self._files_changed,
            "picture": self._picture,
            "press": self._press,
            "break": self._break,
            "mend": self._mend,
            "speed": self._speed,
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
            order = checked(message)
            if self._opened is None and order["do"] != "begin":
                raise r.Refused(r.NOT_BEGUN)
            answer = self._do.get(order["do"], self._ordered)(order)
        except LawFails as error:
            self._fail(error.failure, about)
        except HighlandError as error:
            self._refuse(about, error)
        except Exception as error:
            self._refuse(about, r.Refused(r.WENT_WRONG(error=f"{type(error).__name__}: {error}"[:200])))
        else:
            if answer is not None:
                self._send({"kind": "answer", **_called(about), **answer})
        self._tell_printed()

    def go_on(self) -> float:
        """Do one slice of work; real seconds until there is more to do, infinity: only a message makes more."""
        opened = self._opened
        if opened is None:
            return inf
        began = self._wall()
        try:
            with self._printed.caught():
                left_s = opened.run.go_on()
        except BaseException as error:
            failure = failure_of(error, opened.version.folder)
            if failure is None and not isinstance(error, Exception):
                raise
            self._close()
            self._fail(failure or Failure(None, (r.WENT_WRONG(error=type(error).__name__),), type(error).__name__))
            return inf
        self._worked_s += self._wall() - began
        if opened.run.is_due_to_show():
            self._show(opened)
            self._tell_printed()
        self._tell_end(opened)
        return left_s

    def close(self) -> None:
        """Switch the board off, and remove what was written."""
        self._close()
        self._copies.close()

    # beginning

    def _begin(self, order: Mapping[str, Any]) -> None:
        name = order["project"]
        if name not in names():
            raise r.Refused(r.NO_PROJECT)
        project = find(name)
        self._lang = order.get("lang", "en")
        self._translate = translator(self._lang, project.folder)
        self._files, self._settings = LawFiles(project), Settings(project)
        self._limits = Limits(project, self._files)
        self._usual, self._speeds = speeds_for(project.module("plant").LESSON_S)
        speed = order.get("speed", self._usual)
        if speed not in self._speeds:
            raise self._no_speed()
        own = self._files.changed({}, order.get("files", {}))
        settings = self._settings.changed({}, order.get("settings", {}))
        plan = Plan(project, order.get("seed", 0), settings, own)
        failure: Failure | None = None
        paused = order.get("paused", False)
        try:
            opened = self._open(plan, speed, paused)
        except LawFails as error:  # a board begins all the same: with the shipped law
            if not own:
                raise
            failure = error.failure
            opened = self._open(replace(plan, own={}), speed, paused)
        self._send({"kind": "described", **_called(id_of(order)), **self._described(opened, own)})
        if failure is not None:
            self._fail(failure)
        self._show(opened)

    def _described(self, opened: Opened, own: Mapping[str, str]) -> dict[str, Any]:
        plan = opened.plan
        return {
            "project": plan.project.name,
            "provenance": PROVENANCE,
            "seed": plan.seed,
            "lang": self._lang,
            "names": names_described(opened.names),
            "speeds": list(self._speeds),
            "usual_speed": self._usual,
            "lesson_s": plan.project.module("plant").LESSON_S,
            "buttons": buttons_described(opened.names, opened.simulation.world.buttons),
            "faults": faults_described(opened.names),
            "settings": self._settings.described(plan.settings),
            "limits": self._limits.described(opened.version, plan.own),
            "files": self._files.described(own),
        }

    def _open(self, plan: Plan, speed: float, paused: bool) -> Opened:
        """Begin a run in place of the one before, which goes on when the new one cannot begin. Raises LawFails."""
        with self._printed.caught():
            prepared = Prepared(plan, self._copies)
            self._close()
            self._opened = opened = Opened(prepared, speed, paused, self._wall)
        self._printed.begin()
        self._plan = plan
        self._runs += 1
        self._worked_s = 0.0
        return opened

    def _again(self, **changes: Any) -> dict[str, Any]:
        """The world begins again; it stays paused if it was."""
        before = self._now_open()
        orders = before.run.orders
        paused = orders.paused and bool(changes) and before.run.result is None
        opened = self._open(replace(before.plan, **changes), orders.speed, paused)
        self._show(opened)
        return {"run": self._runs}

    def _close(self) -> None:
        opened, self._opened = self._opened, None
        if opened is not None:
            with self._printed.caught():
                opened.close()

    # what a pupil changes

    def _settings_changed(self, order: Mapping[str, Any]) -> dict[str, Any]:
        settings = self._settings.changed(self._now_open().plan.settings, order["values"])
        found = self._again(settings=settings)
        return {**found, "settings": self._settings.described(settings)}

    def _limits_changed(self, order: Mapping[str, Any]) -> dict[str, Any]:
        return self._law_changed(self._limits.changed(self._now_open().plan.own, order["values"]))

    def _files_changed(self, order: Mapping[str, Any]) -> dict[str, Any]:
        return self._law_changed(self._files.changed(self._now_open().plan.own, order["files"]))

    def _law_changed(self, own: dict[str, str]) -> dict[str, Any]:
        check_size(own)
        own = self._files.changed({}, own)
        found = self._again(own=own)
        limits = self._limits.described(self._now_open().version, own)
        return {**found, "limits": limits, "files": own}

    # orders to the run

    def _ordered(self, order: Mapping[str, Any]) -> dict[str, Any]:
        opened = self._now_open()
        if opened.run.result is not None:
            raise r.Refused(r.IS_OVER)
        with self._printed.caught():
            found = opened.run.carry_out(order)
        if "error" in found:
            raise r.Refused(r.WENT_WRONG(error=found["error"]))
        self._show(opened)
        self._tell_end(opened)
        return {}

    def _speed(self, order: Mapping[str, Any]) -> dict[str, Any]:
        if order["to"] not in self._speeds:
            raise self._no_speed()
        return self._ordered(order)

    def _press(self, order: Mapping[str, Any]) -> dict[str, Any]:
        if order["button"] not in self._now_open().simulation.world.buttons:
            raise r.Refused(r.NO_BUTTON(name=order["button"]))
        return self._ordered(order)

    def _break(self, order: Mapping[str, Any]) -> dict[str, Any]:
        fault = self._offered(order)
        return self._unless(fault in self._broken(), order)

    def _mend(self, order: Mapping[str, Any]) -> dict[str, Any]:
        fault = self._offered(order)
        return self._unless(fault not in self._broken(), order)

    def _broken(self) -> list[str]:
        return [str(each) for each in self._now_open().simulation.world.active]

    def _unless(self, is_so: bool, order: Mapping[str, Any]) -> dict[str, Any]:
        """Carry it out unless the world is as ordered already."""
        if not is_so:
            return self._ordered(order)
        self._show(self._now_open())
        return {}

    def _offered(self, order: Mapping[str, Any]) -> str:
        fault = str(order["fault"])
        if fault not in self._now_open().names.faults:
            raise r.Refused(r.NO_FAULT(name=fault))
        return fault

    def _picture(self, order: Mapping[str, Any]) -> None:
        columns = round(order.get("columns", COLUMNS))
        picture = self._now_open().run.carry_out({"do": "picture", "lang": self._lang, "columns": columns})
        self._send({"kind": "picture", **_called(id_of(order)), "picture": picture})

    def _no_speed(self) -> r.Refused:
        return r.Refused(r.NO_SPEED(speeds=", ".join(f"{each:g}" for each in self._speeds)))

    def _now_open(self) -> Opened:
        if self._opened is None:
            raise r.Refused(r.NOT_BEGUN)
        return self._opened

    # what a page is told

    def _show(self, opened: Opened) -> None:
        moment = opened.run.see()
        self._send({"kind": "now", **moment, "run": self._runs, "went_s": round(self._worked_s, 3)})

    def _tell_end(self, opened: Opened) -> None:
        """Say once why a run ended that an error has ended."""
        result = opened.run.result
        if result is None or result.counts or opened.has_failed:
            return
        opened.has_failed = True
        error = result.ending.error
        failure = None if error is None else failure_of(error, opened.version.folder)
        self._fail(failure or Failure(None, (result.ending.why,), result.ending.why.key))

    def _tell_printed(self) -> None:
        text = self._printed.take()
        if text:
            self._send({"kind": "printed", "text": text})

    def _fail(self, failure: Failure, about: str | int | None = None) -> None:
        self._send({"kind": "failed", **_called(about), **failure.said(self._translate)})

    def _refuse(self, about: str | int | None, error: HighlandError) -> None:
        text = f"{error.message.render(self._translate)} {error.hint.render(self._translate)}".strip()
        self._send({"kind": "refused", **_called(about), "text": text})


def _called(about: str | int | None) -> dict[str, Any]:
    return {} if about is None else {"id": about}
