"""The pupil sheet, A5: tasks, commands with dots for what comes out, and lines to write on. It has no answers."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from lessons.papers import words as w
from lessons.papers.page import Paper, marked, typed
from lessons.reading.lesson import Activity, Block, LawCode, Lesson, Quiz, Run, Text
from web.html import h

LINES = {"predict": 2, "explain": 3, "try": 0, "break": 0, "mark": 2, "home": 3}  # to write on, by the kind of a block


def pupil_sheet(lesson: Lesson) -> bytes:
    """The page."""
    paper = Paper(lesson.for_pupils())
    says = paper.words
    points = sum(each.points for block in lesson.blocks() if isinstance(block, Quiz) for each in block.questions)
    inside = [
        h("p", says(w.NAME_AND_CLASS), class_="name"),
        h("h1", lesson.title),
        h("p", lesson.question, class_="question"),
        *new_word(paper),
        *(_activity(paper, activity) for activity in paper.lesson.activities),
    ]
    if points:
        inside.append(h("p", says(w.TOTAL, points=points), class_="total"))
    inside.append(h("p", says(w.SIMULATED), class_="small"))
    return paper.frame("pupil", paper.repeated(*inside))


def new_word(paper: Paper) -> list[Element]:
    """The box of the new word, if there is one."""
    word = paper.lesson.word
    if word is None:
        return []
    picture = h("img", src=word.picture, alt=word.name) if word.picture else None
    name = f"{paper.words(w.NEW_WORD)}: {word.name}"
    return [h("div", picture, h("div", h("b", name), h("br"), word.meaning), class_="word")]


def _activity(paper: Paper, activity: Activity) -> Element:
    blocks: list[Element] = []
    waiting = 0  # lines to write on stand below the run that they are about
    for block in activity.blocks:
        if isinstance(block, (Text, Quiz)):
            blocks += lines(waiting)
            waiting = LINES[block.kind] if isinstance(block, Text) else 0
        blocks += _block(paper, block)
        if isinstance(block, Text) and block.kind == "predict":
            blocks += lines(waiting)
            waiting = 0
    blocks += lines(waiting)
    minutes = paper.words(w.MINUTES, minutes=activity.minutes)
    return h("section", h("h2", activity.title, " ", h("small", minutes)), *blocks)


def _block(paper: Paper, block: Block) -> list[Element]:
    says = paper.words
    if isinstance(block, Text):
        return [marked(block.html)]
    if isinstance(block, LawCode):
        return [h("p", says(w.LAW, project=block.project), class_="small"), h("pre", block.source)]
    if isinstance(block, Run):
        labels = paper.labels(block)
        rows = (h("li", labels.dotted(each)) for each in block.expected)
        found = (h("p", says(w.TYPE), class_="small"), typed(block.command), h("ul", *rows, class_="read"))
        return [h("div", *found, class_="whole")]
    return [
        h(
            "div",
            h("div", marked(each.html), h("small", f"({says(w.POINTS, points=each.points)})"), class_="asked"),
            *lines(LINES["mark"]),
            class_="whole",
        )
        for each in block.questions
    ]


def lines(count: int) -> list[Element]:
    """Empty lines to write on."""
    return [h("div", *(h("div", class_="line") for _ in range(count)), class_="whole")] if count else []
