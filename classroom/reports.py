"""What is made of a class at its end: the table, the printed pages, and what a pupil changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from classroom.lesson import Guided, Work, all_lessons
from classroom.relay.running import RunningClass
from classroom.teacher.changes import changes
from classroom.teacher.pages import pages_of
from classroom.teacher.result import HandedProgram, Mark, Result, Sheet
from classroom.teacher.results import csv_of
from firmware.project import Project, find


class ClassReports:
    """Reports of one class. `marks` are by seat, as the laptop made them. May be asked from any thread."""

    def __init__(self, running: RunningClass, marks: Mapping[int, Mark]) -> None:
        self._running, self._marks = running, marks

    def csv(self, lang: str) -> bytes:
        """One line a pupil."""
        return csv_of(self._results(), lang, self._running.lesson)

    def lessons(self) -> tuple[Guided, ...]:
        """All that a class can do."""
        return all_lessons()

    def pages(self, lang: str) -> bytes:
        """One sheet a pupil, to print."""
        options = self._running.options
        results = tuple(self._results())
        used = {result.work.project for result in results if result.work is not None}
        names = {name: self._project(name).names() for name in used}
        date = f"{datetime.now():%d/%m/%Y}"
        return pages_of(results, Sheet(options.name, date, self._running.lesson, names), lang)

    def changed(self, work: Work) -> list[dict[str, Any]]:
        """What a pupil changed, file by file."""
        return [each.as_json() for each in changes(self._project(work.project).folder, work.files)]

    def _results(self) -> Iterator[Result]:
        for seat in tuple(self._running.seats):
            handed, work = seat.handed, seat.handed_work or seat.work
            changed = () if work is None else changes(self._project(work.project).folder, work.files)
            at, receipt = ("", "") if handed is None else (handed.at, handed.receipt)
            own, told = seat.program, seat.handed_program
            program = None if own is None or told is None else HandedProgram(own.name, own.text, told.at, told.receipt)
            yield Result(
                seat.number,
                seat.name,
                work,
                at,
                receipt,
                changed,
                self._marks.get(seat.number),
                self._running.points.of(seat.number),
                program,
            )

    def _project(self, name: str) -> Project:
        return find(name)
