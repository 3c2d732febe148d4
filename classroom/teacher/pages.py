"""The printed pages of a lesson: one sheet of A4 a board, in one file that opens without a server."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from classroom.lesson import Work
from classroom.teacher import result_words as w
from classroom.teacher.curve import curve
from classroom.teacher.result import HandedProgram, Mark, Result, Sheet, in_short, reasons
from devices import Message
from look.alone import style
from web.html import Child, Words, document, h

STYLE = Path(__file__).with_name("pages.css")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:"  # no script, no request
LONGEST_ANSWER = 1_500  # letters: the rest does not fit the sheet
LONGEST_PROGRAM = 4_000
MOST_SETTINGS = 8
CUT = "…"


def pages_of(results: Iterable[Result], sheet: Sheet, lang: str) -> bytes:
    """The whole file. It holds what pupils wrote as text only."""
    writer = _Writer(sheet, Words(lang))
    found = [writer.page(result) for result in sorted(results, key=lambda each: each.seat)]
    words = writer.words
    head = h(
        "head",
        h("meta", charset="utf-8"),
        h("meta", http_equiv="content-security-policy", content=POLICY),
        h("title", words(w.PAGES)),
        h("style", style() + STYLE.read_text(encoding="utf-8")),
    )
    body = h("body", *(found or [h("p", words(w.NO_RESULTS))]))
    return document(h("html", head, body, lang=lang, data_theme="light"))


class _Writer:
    def __init__(self, sheet: Sheet, words: Words) -> None:
        self._sheet, self.words = sheet, words

    def page(self, result: Result) -> Element:
        words, lesson = self.words, self._sheet.lesson
        title = [words(w.PAGE_OF, seat=f"{result.seat:02}"), result.name]
        sheet = [words(w.CLASS, name=self._sheet.class_name) if self._sheet.class_name else "", self._sheet.date]
        return h(
            "article",
            h("header", h("b", lesson.title[words.lang] if lesson else ""), h("span", " · ".join(filter(None, sheet)))),
            h("h1", " · ".join(filter(None, title))),
            h(
                "div",
                *(self._work(result) if result.work is not None else [h("p", words(w.NOT_HANDED_IN), class_="none")]),
                self._program(result.program) if result.program is not None else None,
                h("p", words(w.MADE_AGAIN), class_="made-again") if result.mark is not None else None,
                class_="sim",
                data_tab=words(w.SIM),
            ),
            class_="sheet",
        )

    def _work(self, result: Result) -> Iterator[Element]:
        words, lesson = self.words, self._sheet.lesson
        handed_in = words(w.HANDED_IN_AT, at=result.handed_in_at, receipt=result.receipt)
        yield h("p", handed_in if result.receipt else words(w.ONLY_SAVED), class_="receipt")
        if lesson is None:
            yield self._part(w.PREDICTION, self._answer(result, "predict"))
            yield self._part(w.WHAT_CHANGED, *self._changes(result))
            yield self._part(w.EXPLANATION, self._answer(result, "explain"))
            yield self._part(w.MARK, *self._mark(result.mark))
        else:
            yield self._part(w.PREDICTION, *self._answers(result, "predict"))
            if result.work is not None and result.work.numbers:
                yield self._part(w.NUMBERS, *self._numbers(result.work))
            yield self._part(w.WHAT_CHANGED, *self._changes(result))
            yield self._part(w.ANSWERS, *self._answers(result, "explain"), *self._answers(result, "mark"))
            if lesson.targets:
                yield self._part(w.MARK_OF_NUMBERS, *self._mark(result.mark))
        drawn = None if result.mark is None else curve(result.mark.picture)
        if drawn is not None:
            yield self._part(w.RUN, drawn)

    def _program(self, own: HandedProgram) -> Element:
        """The pupil's own program, as it was handed in."""
        words = self.words
        at = words(w.HANDED_IN_AT, at=own.handed_in_at, receipt=own.receipt)
        text = own.text[:LONGEST_PROGRAM] + (CUT if len(own.text) > LONGEST_PROGRAM else "")
        about = h("p", words(w.PROGRAM_NOT_MARKED, name=own.name), " ", at, class_="receipt")
        return self._part(w.PROGRAM, about, h("pre", h("span", text)))

    def _answers(self, result: Result, kind: str) -> Iterator[Element]:
        """What was answered to each task or question of that kind, with the teacher's points."""
        lesson, words = self._sheet.lesson, self.words
        for each in lesson.asked if lesson is not None else ():
            if each.kind != kind:
                continue
            yield h("p", words(w.QUESTION, question=each.text[words.lang]), class_="question")
            yield self._answer(result, each.id)
            points = result.points.get(each.id)
            if each.points and points is not None:
                yield h("p", words(w.ANSWER_POINTS, points=str(points), of=str(each.points)), class_="points")

    def _numbers(self, work: Work) -> Iterator[Element]:
        words = self.words
        for run, numbers in work.numbers.items():
            found = [words(w.NUMBER, name=name, value=_value(value, words)) for name, value in numbers.items()]
            yield h("p", h("b", run), ": ", "; ".join(found))

    def _answer(self, result: Result, name: str) -> Element:
        text = result.answer(name)
        if not text:
            return h("p", self.words(w.NOT_WRITTEN), class_="none")
        return h("p", text[:LONGEST_ANSWER] + (CUT if len(text) > LONGEST_ANSWER else ""), class_="answer")

    def _changes(self, result: Result) -> Iterator[Element]:
        settings = self._settings(result)
        if settings:
            yield h("p", self.words(w.SETTINGS, settings=settings))
        for change in result.changes:
            lines = [h(TAGS[sign], f"{sign} {text}\n") for sign, text in change.lines]
            yield h("h3", change.file)
            yield h("pre", *lines)
        if not settings and not result.changes:
            yield h("p", self.words(w.NOTHING_CHANGED), class_="none")

    def _settings(self, result: Result) -> str:
        """The world's settings that are not those of the lesson, by their names."""
        work, words = result.work, self.words
        if work is None:
            return ""
        names = self._sheet.names.get(work.project)
        found = [
            words(w.SETTING, name=names.setting(name).short(words.lang) if names else name, value=_value(value, words))
            for name, value in work.settings.items()
        ]
        return "; ".join(found[:MOST_SETTINGS])

    def _mark(self, mark: Mark | None) -> Iterator[Element]:
        words, lang = self.words, self.words.lang
        if mark is None:
            yield h("p", words(w.NOT_MARKED), class_="none")
            return
        if mark.points is not None:
            meaning = "work" if mark.ok else "danger"
            points = words(w.MARK_POINTS, points=str(mark.points), of=str(mark.most))
            yield h("p", h("span", in_short(mark).get(lang, ""), class_=f"state {meaning}"), h("b", f" {points}"))
        for each in reasons(mark):
            yield h("p", each.get(lang, ""))
        if mark.lines:
            yield h("ul", *(h("li", f"{SIGNS[line.passed]} {line.words.get(lang, '')}") for line in mark.lines))

    def _part(self, title: Message, *content: Child) -> Element:
        return h("section", h("h2", self.words(title)), *content)


SIGNS = {True: "✓", False: "✗"}
TAGS = {"-": "del", "+": "ins", " ": "span"}


def _value(value: float | bool | str, words: Words) -> str:
    return words.number(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else str(value)
