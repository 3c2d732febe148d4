"""The table of a lesson as CSV, as LibreOffice and Excel open it in either country: one row a board.

What pupils wrote goes into cells; a cell that begins as a formula does is defused (OWASP, CSV injection), since a table
that runs a formula is a program that a pupil wrote.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from classroom.lesson import Guided
from classroom.lesson.guided import Asked
from classroom.teacher import result_words as w
from classroom.teacher.result import Mark, Result, told_mark
from web.html import Words, clean

BOM = "\ufeff"  # or Excel takes UTF-8 for an older code, and Vietnamese letters break
BETWEEN = {"en": ",", "vi": ";"}  # where a comma is the decimal sign, a semicolon parts the cells
BEGINS_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
SAFE = "'"
FIRST = (w.SEAT, w.NICKNAME, w.HANDED_IN, w.RECEIPT, w.MARK, w.POINTS, w.OF, w.REASONS)
FREE = (w.PREDICTION, w.EXPLANATION)
LAST = (w.CHANGED, w.PROGRAM, w.PROGRAM_AT, w.PROGRAM_RECEIPT, w.SIMULATED)


def csv_of(results: Iterable[Result], lang: str, lesson: Guided | None = None) -> bytes:
    """The whole file, UTF-8 with a mark at its beginning; every row says that its values are simulated.

    A lesson has a column for each answer, and one for the points that the teacher gave to it.
    """
    words = Words(lang)
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=BETWEEN[lang], lineterminator="\r\n")
    asked = () if lesson is None else lesson.asked
    middle = [words(each) for each in FREE] if lesson is None else [*_titles(asked, words)]
    writer.writerow([*(words(each) for each in FIRST), *middle, *(words(each) for each in LAST)])
    for result in sorted(results, key=lambda each: each.seat):
        writer.writerow(list(_row(result, words, lesson)))
    return (BOM + out.getvalue()).encode("utf-8", "replace")


def _titles(asked: Iterable[Asked], words: Words) -> Iterator[str]:
    for each in asked:
        yield cell(each.text[words.lang])
        if each.points:
            yield words(w.POINTS_OF, of=str(each.points))
    yield words(w.POINTS_GIVEN)


def _row(result: Result, words: Words, lesson: Guided | None) -> Iterator[str]:
    yield str(result.seat)
    yield cell(result.name)
    yield cell(result.handed_in_at)
    yield cell(result.receipt)
    yield from ("", "", "", "") if result.mark is None else _mark(result.mark, words.lang)
    if lesson is None:
        yield cell(result.answer("predict"))
        yield cell(result.answer("explain"))
    else:
        for each in lesson.asked:
            yield cell(result.answer(each.id))
            if each.points:
                yield str(result.points.get(each.id, ""))
        yield str(sum(result.points.values())) if result.points else ""
    yield cell(", ".join(change.file for change in result.changes))
    own = result.program
    yield from ("", "", "") if own is None else map(cell, (own.name, own.handed_in_at, own.receipt))
    yield words(w.SIM)


def _mark(mark: Mark, lang: str) -> Iterator[str]:
    told = told_mark(mark)
    yield cell(told["words"].get(lang, ""))
    yield "" if mark.points is None else str(mark.points)
    yield "" if mark.points is None else str(mark.most)
    yield cell(" ".join(each.get(lang, "") for each in told["reasons"]))


def cell(text: str) -> str:
    """A text as one line of a cell that no table takes for a formula."""
    line = re.sub(r"\s+", " ", clean(text)).strip()
    return SAFE + line if line.startswith(BEGINS_FORMULA) else line
