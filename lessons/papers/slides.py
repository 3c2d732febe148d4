"""Slides for the projector: one thing a screen, from a file, without a network. They show no answer."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from lessons.papers import words as w
from lessons.papers.page import FOLDER, Paper, marked, typed
from lessons.papers.pupil import new_word
from lessons.reading.lesson import Activity, Block, LawCode, Lesson, Run, Text
from web.html import h

SCRIPT = (FOLDER / "style" / "slides.js").read_text(encoding="utf-8")


def slides(lesson: Lesson) -> bytes:
    """The page."""
    paper = Paper(lesson.for_pupils())
    says = paper.words
    screens = [[h("h1", lesson.title), h("p", lesson.question, class_="question")]]
    if lesson.word is not None:
        screens.append(new_word(paper))
    for activity in paper.lesson.activities:
        screens += _screens(paper, activity)
    made = [
        h("section", h("div", *each, class_="inside"), paper.safety(), class_="slide", id=f"s{number}")
        for number, each in enumerate(screens, start=1)
    ]
    bar = h(
        "nav",
        h("button", says(w.BACK), id="back", type="button"),
        h("output", f"1 / {len(made)}", id="place"),
        h("button", says(w.NEXT), id="next", type="button"),
    )
    return paper.frame("slides", h("main", *made), bar, script=SCRIPT)


def _screens(paper: Paper, activity: Activity) -> Iterator[list[Element]]:
    minutes = paper.words(w.MINUTES, minutes=activity.minutes)
    for block in activity.blocks:
        for inside in _inside(paper, block):
            yield [h("h2", activity.title, " ", h("small", minutes)), *inside]


def _inside(paper: Paper, block: Block) -> Iterator[list[Element]]:
    says = paper.words
    if isinstance(block, Text):
        yield [marked(block.html)]
    elif isinstance(block, LawCode):
        yield [h("pre", block.source)]
    elif isinstance(block, Run):
        rows = (h("li", paper.labels(block).dotted(each)) for each in block.expected)
        yield [typed(block.command), h("p", says(w.READ)), h("ul", *rows)]
    else:
        for question in block.questions:
            yield [marked(question.html), h("p", f"({says(w.POINTS, points=question.points)})", class_="small")]
