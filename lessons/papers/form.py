"""The national form of a lesson (Công văn 5512, Phụ lục IV) as a list of items; HTML and .docx write the same list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from devices import Message
from lessons.papers import words as w
from lessons.papers.page import Paper
from lessons.reading.lesson import NATIONAL, Activity, LawCode, Lesson, Quiz, Run, Text


@dataclass(frozen=True, slots=True)
class School:
    """Who hands the form in; what is not known is a dotted line to fill in by hand."""

    name: str = ""
    group: str = ""
    teacher: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """School and group on the left, the teacher on the right."""

    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 0 is the lesson's own name, in the middle; 1 a Roman number, 2 an activity, 3 a letter."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph; `middle`: in the middle of the page."""

    text: str
    middle: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """Markdown of the lesson."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """What is typed, or a law."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; numbered where the order says something."""

    texts: tuple[str, ...]
    numbered: bool = False


Item = Head | Heading | Line | Marked | Code | Bullets


def has_form(lesson: Lesson) -> bool:
    """Whether there is a national form for it; a path of short parts has none."""
    return lesson.form == NATIONAL


def form_items(paper: Paper, school: School) -> list[Item]:
    """The whole form."""
    lesson, says = paper.lesson, paper.words
    head: list[Item] = [
        Head(
            (_filled(paper, w.SCHOOL, school.name, 40), _filled(paper, w.GROUP, school.group, 44)),
            (_filled(paper, w.TEACHER, school.teacher, 28),),
        ),
        Heading(0, says(w.LESSON_NAME, title=lesson.title.upper())),
        Line(says(w.SUBJECT, subject=lesson.subject, grades=", ".join(map(str, lesson.grades))), middle=True),
        Line(says(w.PERIODS, periods=lesson.periods, minutes=lesson.minutes), middle=True),
        Line(says(w.QUESTION, question=lesson.question)),
        Heading(1, says(w.OBJECTIVES)),
        Heading(3, says(w.KNOWLEDGE)),
        Bullets(lesson.knowledge),
        Heading(3, says(w.COMPETENCES)),
        Bullets(lesson.competences),
        Heading(3, says(w.QUALITIES)),
        Bullets(lesson.qualities),
        Line(says(w.COMPARED if lesson.outcomes_checked else w.NOT_COMPARED)),
        Heading(1, says(w.DEVICES)),
        Bullets(lesson.equipment),
        Heading(1, says(w.COURSE)),
    ]
    return head + [item for activity in lesson.activities for item in _activity(paper, activity)]


def _filled(paper: Paper, message: Message, name: str, dots: int) -> str:
    return paper.words(message, name=name or "." * dots)


def _activity(paper: Paper, activity: Activity) -> Iterator[Item]:
    says = paper.words
    name = says(w.ACTIVITIES[activity.name])
    yield Heading(2, says(w.WITH_MINUTES, activity=name, title=activity.title, minutes=activity.minutes))
    yield Heading(3, says(w.OBJECTIVE))
    yield from _texts(activity, "objective")
    yield Heading(3, says(w.CONTENT))
    yield from _content(paper, activity)
    yield Heading(3, says(w.PRODUCTS))
    yield from _texts(activity, "product")
    yield from _answers(paper, activity)
    yield Heading(3, says(w.ORGANIZATION))
    own = list(_texts(activity, "organization"))
    yield from own or [Bullets(tuple(says(each) for each in w.STEPS))]
    for each in activity.texts("teacher"):
        yield Line(f"{says(w.SAY)}:")
        yield Marked(each.text)
    for each in activity.texts("trouble"):
        yield Line(f"{says(w.TROUBLE)}:")
        yield Marked(each.text)


def _texts(activity: Activity, block: str) -> Iterator[Item]:
    for each in activity.texts(block):
        yield Marked(each.text)


def _content(paper: Paper, activity: Activity) -> Iterator[Item]:
    """What pupils do, without what comes out of it."""
    for block in activity.blocks:
        if isinstance(block, Text) and block.block == "task":
            yield Marked(block.text)
        elif isinstance(block, LawCode):
            yield Line(paper.words(w.LAW, project=block.project))
            yield Code(block.source)
        elif isinstance(block, Run):
            yield Code(f"highland {block.command}")
        elif isinstance(block, Quiz):
            yield Bullets(tuple(_asked(paper, block)), numbered=True)


def _asked(paper: Paper, quiz: Quiz) -> Sequence[str]:
    points = [paper.words(w.POINTS, points=each.points).replace(" ", "\N{NO-BREAK SPACE}") for each in quiz.questions]
    return [f"{each.text} ({said})" for each, said in zip(quiz.questions, points, strict=True)]


def _answers(paper: Paper, activity: Activity) -> Iterator[Item]:
    """Numbers and answers, which belong to the product."""
    runs = [block for block in activity.blocks if isinstance(block, Run)]
    for block in activity.blocks:
        if isinstance(block, Run):
            labels = paper.labels(block)
            number = runs.index(block) + 1
            yield Line(paper.words(w.OUT_OF) if len(runs) == 1 else paper.words(w.OUT_OF_RUN, number=number))
            yield Bullets(tuple(labels.answered(each) for each in block.expected))
        elif isinstance(block, Quiz):
            yield Bullets(
                tuple(paper.words(w.ANSWER, answer=each.answer or "") for each in block.questions), numbered=True
            )
