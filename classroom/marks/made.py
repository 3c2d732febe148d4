"""What a mark is, and the pupil's law that it is made with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from multiprocessing.connection import Connection
from typing import Any

from classroom.lesson import Work
from classroom.lesson.lesson import Words, in_all
from classroom.marks import words as w
from classroom.marks.far_law import LIMITS, FarLaw, far_law, in_sandbox
from classroom.marks.lent import LentCell
from classroom.marks.numbers_only import only_numbers
from classroom.marks.sandbox import Limits, Stopped, trouble
from classroom.session.law_files import Copies
from devices import HighlandError, Message
from firmware.project import Project
from messages import LANGUAGES, translator

REFUSALS = ("PermissionError", "MemoryError", "BlockingIOError", "can't start new thread")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at."""

    passed: bool
    words: Words


@dataclass(frozen=True, slots=True)
class Mark:
    """What a work came to. `points` is None where it could not be marked here: then `elsewhere` is True.

    `same_as_claimed` is None when there was nothing to compare. `contained` is what the sandbox ended or refused.
    `no_place` says that it can be marked later: which message of lent.py tells why.
    `picture` is the curve of the marked run as `Picture.as_json()`, in the class's language.
    """

    project: str
    ok: bool = False
    points: int | None = None
    most: int = 0
    lines: tuple[Line, ...] = ()
    unsafe: tuple[Words, ...] = ()
    failed: Words | None = None
    contained: Words | None = None
    claim: Words = field(default_factory=dict)
    same_as_claimed: bool | None = None
    trace_sha256: str = ""
    score: float = 0.0
    metrics: Mapping[str, float | None] = field(default_factory=dict)
    picture: Mapping[str, Any] | None = None
    elsewhere: bool = False
    no_place: str = ""
    took_s: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """The same as JSON values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Where:
    """Where pupils' laws run: in sandboxes with these limits; without any, in what the pipe's other end lends."""

    limits: Limits = LIMITS
    lent: Connection | None = None


HERE = Where()


@contextmanager
def law_of_work(project: Project, work: Work, where: Where = HERE) -> Iterator[tuple[Project, FarLaw | None]]:
    """The project with the pupil's law: boxed, or as a copy when only numbers are others and there is no sandbox."""
    pipe = where.lent
    if trouble() is None:
        with far_law(project, work.files, in_sandbox(where.limits)) as law:
            yield project, law
        return
    if pipe is not None and not only_numbers(project, work.files):
        with far_law(project, work.files, lambda folder: LentCell(pipe, folder)) as law:
            yield project, law
        return
    copies = Copies()
    try:
        yield copies.make(project, work.files), None
    finally:
        copies.close()


def failed_because(ended: HighlandError) -> tuple[Words, Words | None]:
    """Why a law answers no more, in a sentence; and what the sandbox ended or refused, if it did."""
    told = ended.message
    if isinstance(ended, Stopped):
        return in_all(told), in_all(told)
    refused = any(each in str(told.values.get("error", "")) for each in REFUSALS)
    return in_all(told), in_all(w.REFUSED) if refused else None


def in_words(message: Message, **values: Any) -> Words:
    """A sentence with values, in each language; a number has its language's decimal sign."""
    return {lang: message(**values).render(translator(lang)) for lang in LANGUAGES}
