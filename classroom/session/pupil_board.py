"""One pupil's board: the project, the pupil's own law and settings, the run that is watched, and one that nobody sees.

No messages here: see session.py.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from math import inf
from typing import Any

from classroom.board.run import speeds_for
from classroom.session import refused as r
from classroom.session.asked import check_size
from classroom.session.check import Check
from classroom.session.described import project_described
from classroom.session.failures import Failure, LawFails, broken_off, failure_of
from classroom.session.law_files import Copies, LawFiles
from classroom.session.limits import Limits
from classroom.session.opened import Opened, Plan, Prepared
from classroom.session.printed import Printed
from classroom.session.settings import Settings
from firmware.project import named
from sim.chips._unit import Kind
from sim.results.counted import counted
from sim.world.faults import parse_fault
from sim.world.presses import parse_press
from sim.world.simulation import SimulationResult


class PupilBoard:
    """At most one watched run and one check at a time; both are made from the same plan."""

    def __init__(self, wall: Callable[[], float]) -> None:
        self.printed = Printed(wall)
        self.opened: Opened | None = None
        self.check: Check | None = None
        self.runs = 0
        self.worked_s = 0.0  # real seconds that this run has taken
        self._wall = wall
        self._copies = Copies()

    # beginning

    def begin(self, order: Mapping[str, Any]) -> Failure | None:
        """Begin with a project, in place of whatever ran; why the pupil's law could not, when it was the shipped one.

        Raises HighlandError, and then what ran before goes on.
        """
        project = named(order["project"])
        if project is None:
            raise r.Refused(r.NO_PROJECT)
        files, settings = LawFiles(project), Settings(project)
        usual, speeds = speeds_for(project.module("plant").LESSON_S)
        speed = order.get("speed", usual)
        if speed not in speeds:
            raise _no_speed(speeds)
        self.saved = files.changed(order.get("files", {}))
        plan = Plan(
            project,
            order.get("seed", 0),
            settings.begun(order.get("settings", {})),
            self.saved,
            tuple(parse_fault(each) for each in order.get("faults", ())),
            tuple(parse_press(each) for each in order.get("presses", ())),
            Kind(order.get("units", Kind.CALIBRATED.value)),
            order.get("tick_s", 1.0),
        )
        failure: Failure | None = None
        try:
            self._open(plan, speed, order.get("paused", False))
        except LawFails as error:
            failure = error.failure
            self._open(replace(plan, own={}), speed, order.get("paused", False))
        self._files, self._settings, self._limits = files, settings, Limits(project, files)
        self._usual, self._speeds = usual, speeds
        return failure

    def described(self) -> dict[str, Any]:
        """All that a page needs to know, once it has begun."""
        opened = self.now()
        return {
            **project_described(opened, self._usual, self._speeds),
            "settings": self._settings.described(opened.plan.settings),
            "limits": self._limits.described(opened.version, opened.plan.own),
            "files": self._files.described(self.saved),
        }

    def now(self) -> Opened:
        """The run that is watched. Raises Refused."""
        if self.opened is None:
            raise r.Refused(r.NOT_BEGUN)
        return self.opened

    def again(self, **changes: Any) -> dict[str, Any]:
        """The world begins again; with changes it stays paused if it was. Raises LawFails: then the old run goes on."""
        plan, speed, is_over = self.now().plan, self.now().run.orders.speed, self.now().run.result is not None
        paused = self.now().run.orders.paused and bool(changes) and not is_over
        self._open(replace(plan, **changes), speed, paused)  # nothing here holds the run before
        return {}

    def _open(self, plan: Plan, speed: float, paused: bool) -> None:
        with self.printed.caught():
            prepared = Prepared(plan, self._copies)
            before = None if self.opened is None else self.opened.plan
            self._close()
            try:
                self.opened = Opened(prepared, speed, paused, self._wall)
            except BaseException:
                if before is not None:
                    self.opened = Opened(Prepared(before, self._copies), speed, True, self._wall)
                raise
            finally:
                self._has_begun()
        if self.check is not None and self.check.plan != plan:
            self.stop_check()

    def _has_begun(self) -> None:
        self.printed.begin()
        self.runs += 1
        self.worked_s = 0.0

    def _close(self) -> None:
        opened, self.opened = self.opened, None
        if opened is not None:
            opened.close()
            del opened
            gc.collect()  # a run is full of circles, and a browser's memory never becomes smaller

    def close(self) -> None:
        """Switch everything off and remove what was written."""
        with self.printed.caught():
            self.stop_check()
            self._close()
        self._copies.close()

    # what a pupil changes

    def change_settings(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Other settings of the world; all of them as they are now. Raises Refused."""
        settings = self._settings.changed(self.now().plan.settings, values)
        self.again(settings=settings)
        return {"settings": self._settings.described(settings)}

    def change_limits(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Other numbers in the pupil's files. Raises Refused, LawFails."""
        return self.change_files(self._limits.changed(self.now().plan.own, values))

    def change_files(self, files: Mapping[str, str | None]) -> dict[str, Any]:
        """All texts that the pupil has changed; a file that is not among them has the shipped text again.

        Gives those that differ, and the numbers in the law. Raises Refused, LawFails.
        """
        own = self._files.changed(files)
        check_size(own)
        self.again(own=own)
        return {"files": own, "limits": self._limits.described(self.now().version, own)}

    # the run

    def numbers(self) -> dict[str, Any]:
        """What a lesson reads after a run, as it stands now. Raises Refused."""
        opened = self.now()
        numbers, words = counted(opened.simulation, opened.counter)
        return {"numbers": numbers | words, "t_s": opened.run.see()["t_s"]}

    def carry_out(self, order: Mapping[str, Any]) -> dict[str, Any]:
        """An order to the run. Raises Refused."""
        run = self.now().run
        if run.result is not None:
            raise r.Refused(r.IS_OVER)
        if not self._is_done_already(order):
            with self.printed.caught():
                found = run.carry_out(order)
            if "error" in found:
                raise r.Refused(r.WENT_WRONG(error=found["error"]))
        return {}

    def _is_done_already(self, order: Mapping[str, Any]) -> bool:
        """Whether there is nothing to do. Raises Refused for what is not offered."""
        opened, do = self.now(), order["do"]
        if do == "speed" and order["to"] not in self._speeds:
            raise _no_speed(self._speeds)
        if do == "press" and order["button"] not in opened.simulation.world.buttons:
            raise r.Refused(r.NO_BUTTON(name=order["button"]))
        if do not in ("break", "mend"):
            return False
        if order["fault"] not in opened.names.faults:
            raise r.Refused(r.NO_FAULT(name=order["fault"]))
        is_broken = order["fault"] in map(str, opened.simulation.world.active)
        return is_broken is (do == "break")

    def go_on(self) -> float:
        """One slice of the watched run. Raises LawFails for a law that broke out of it: that run is gone."""
        opened = self.opened
        if opened is None:
            return inf
        began = self._wall()
        with self._broken_off(opened):
            left_s = opened.run.go_on()
        self.worked_s += self._wall() - began
        return left_s

    @contextmanager
    def _broken_off(self, opened: Opened) -> Iterator[None]:
        """What breaks out of the loop itself, such as a KeyboardInterrupt in a law, ends the run."""
        try:
            with self.printed.caught():
                yield
        except BaseException as error:
            failure = failure_of(error, opened.version.folder)
            if failure is None and not isinstance(error, Exception):
                raise
            plan, speed = opened.plan, opened.run.orders.speed
            self._close()
            self.opened = Opened(Prepared(plan, self._copies), speed, True, self._wall)
            self._has_begun()
            raise LawFails(failure or broken_off(error)) from error

    # the check

    def begin_check(self, for_s: float, about: str | int | None) -> None:
        """Begin a run that nobody sees. Raises Refused while there is one, LawFails."""
        plan = self.now().plan
        if self.check is not None:
            raise r.Refused(r.BUSY)
        with self.printed.caught():
            self.check = Check(plan, for_s, self._copies, about)

    def go_on_checking(self) -> SimulationResult | None:
        """One slice of it; what it came to. Raises LawFails."""
        check, opened = self.check, self.opened
        if check is None or opened is None:
            return None
        try:
            with self.printed.unheard(), opened.simulation.set_aside():
                return check.work(self._wall)
        except BaseException as error:
            failure = failure_of(error, check.version.folder)
            if failure is None and not isinstance(error, Exception):
                raise
            self.stop_check()
            raise LawFails(failure or broken_off(error)) from error

    def stop_check(self) -> None:
        """End it, whatever it has come to."""
        check, self.check = self.check, None
        if check is not None:
            with self.printed.unheard():
                if self.opened is None:
                    check.close()
                else:
                    with self.opened.simulation.set_aside():
                        check.close()


def _no_speed(speeds: tuple[float, ...]) -> r.Refused:
    return r.Refused(r.NO_SPEED(speeds=", ".join(f"{each:g}" for each in speeds)))
