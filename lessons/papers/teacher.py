"""The teacher sheet, A4: the same lesson with its minutes, answers and numbers, and what to say and what goes wrong."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from lessons.papers import words as w
from lessons.papers.page import Paper, marked, typed
from lessons.papers.pupil import new_word
from lessons.reading.lesson import NATIONAL, Activity, Block, LawCode, Lesson, Quiz, Run, Text
from web.html import h

HEADS = {"task": w.TASK, "product": w.PRODUCT, "teacher": w.SAY, "trouble": w.TROUBLE}


def teacher_sheet(lesson: Lesson) -> bytes:
    """The page."""
    paper = Paper(lesson)
    says = paper.words
    rows, from_min = [], 0
    steps = _steps(lesson)
    for activity in lesson.activities:
        rows.append(_activity(paper, activity, from_min, steps))
        from_min += activity.minutes
    equipment = h("p", h("b", f"{says(w.EQUIPMENT)}: "), "; ".join(lesson.equipment))
    inside = [
        h("p", f"{says(w.TEACHER_SHEET)} · {says(w.MINUTES, minutes=lesson.minutes)}", class_="small"),
        h("p", says(w.SIMULATED), class_="small"),
        h("h1", lesson.title),
        h("p", lesson.question, class_="question"),
        *new_word(paper),
        equipment,
        _in_class(paper) if steps else h("div"),
        *rows,
    ]
    return paper.frame("teacher", paper.repeated(*inside))


def _in_class(paper: Paper) -> Element:
    """How to open the lesson for a class in its browsers."""
    wanted = [each for each in w.IN_CLASS_STEPS if each is not w.CHANGE or paper.lesson.own_runs()]
    steps = (h("li", paper.marked(paper.words(each, id=paper.lesson.id))) for each in wanted)
    return h("div", h("b", paper.words(w.IN_CLASS)), h("ol", *steps), class_="word class")


def _steps(lesson: Lesson) -> dict[int, int]:
    """Block, by its `id()` -> the step that begins with it on the pages of a class, from 1; a path has none."""
    if lesson.form != NATIONAL:
        return {}
    each = (blocks[0] for activity in lesson.activities for blocks in activity.steps())
    return {id(block): number for number, block in enumerate(each, start=1)}


def _activity(paper: Paper, activity: Activity, from_min: int, steps: Mapping[int, int]) -> Element:
    span = paper.words(w.LINES_OF_TIME, from_min=from_min, to_min=from_min + activity.minutes)
    blocks = [element for block in activity.blocks for element in _block(paper, block, steps.get(id(block)))]
    return h("section", h("h2", activity.title, " ", h("small", span)), *blocks)


def _block(paper: Paper, block: Block, step: int | None) -> list[Element]:
    says = paper.words
    place = h("small", f"({says(w.STEP, step=step)})") if step else None
    if isinstance(block, Text):
        if block.block not in HEADS:
            return []  # of the form only
        head = h("p", h("b", says(HEADS[block.block])), " ", place, class_="head")
        return [h("div", head, marked(block.html), class_=f"block {block.block}")]
    above = [] if place is None else [h("p", place, class_="head")]
    if isinstance(block, LawCode):
        return [*above, h("p", says(w.LAW, project=block.project), class_="small"), h("pre", block.source)]
    if isinstance(block, Run):
        return [*above, typed(block.command), numbers(paper, block)]
    return [*above, questions(paper, block)]


def numbers(paper: Paper, run: Run) -> Element:
    """What comes out of a run, as a list."""
    labels = paper.labels(run)
    rows = (h("li", labels.answered(each)) for each in run.expected)
    margin = paper.words(w.MARGIN, percent=100.0 * run.tolerance)
    return h("div", h("b", paper.words(w.OUT_OF)), h("ul", *rows), h("p", margin, class_="small"), class_="numbers")


def questions(paper: Paper, quiz: Quiz) -> Element:
    """Questions with their answers."""
    says = paper.words
    rows = (
        h(
            "li",
            h("div", marked(each.html), h("small", f"({says(w.POINTS, points=each.points)})"), class_="asked"),
            h("p", says(w.ANSWER, answer=each.answer or ""), class_="answer"),
        )
        for each in quiz.questions
    )
    return h("ol", *rows, class_="questions")
