"""A lesson in English and in Vietnamese is one lesson: the same activities, runs, laws and points."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from devices import Message
from lessons.reading.lesson import Activity, Block, Lesson, Quiz, Run, Text
from lessons.reading.mistakes import Mistakes

TWIN_HEAD = Message("lesson.twin_head", "{name} is not the same in {other}")
TWIN_ACTIVITY = Message("lesson.twin_activity", "the activities or their minutes are not those of {other}")
TWIN_RUN = Message("lesson.twin_run", "this run is not the same in {other}")
TWIN_QUIZ = Message("lesson.twin_quiz", "the questions are not as many, or their points are others, than in {other}")
TWIN_BLOCKS = Message("lesson.twin_blocks", "the blocks of this activity are not in the order of those in {other}")
TWIN_HINT = Message("lesson.twin.hint", "Make both files the same; only the words differ.")
HEAD = ("project", "form", "minutes", "periods", "grades", "outcomes_checked")


def check_twins(lesson: Lesson, other: Lesson, other_file: str, mistakes: Mistakes) -> None:
    """Add what differs in `lesson` from `other`."""

    def add(line: int, seen: Message) -> None:
        mistakes.add(line, seen(other=other_file), TWIN_HINT)

    for name in HEAD:
        if getattr(lesson, name) != getattr(other, name):
            mistakes.add(1, TWIN_HEAD(name=name, other=other_file), TWIN_HINT)
    if _timed(lesson.activities) != _timed(other.activities):
        add(lesson.activities[0].line if lesson.activities else 1, TWIN_ACTIVITY)
        return
    for mine, its in zip(lesson.activities, other.activities, strict=True):
        if [_shape(each) for each in mine.blocks] != [_shape(each) for each in its.blocks]:
            add(mine.line, TWIN_BLOCKS)
            continue
        for block, twin in zip(mine.blocks, its.blocks, strict=True):
            if _content(block) != _content(twin):
                add(block.line, TWIN_QUIZ if isinstance(block, Quiz) else TWIN_RUN)


def _timed(activities: Iterable[Activity]) -> list[tuple[str, int]]:
    return [(each.name, each.minutes) for each in activities]


def _shape(block: Block) -> tuple[str, str]:
    return block.block, block.kind


def _content(block: Block) -> Any:
    """What must be the same; words are a translator's."""
    if isinstance(block, Text):
        return None
    if isinstance(block, Quiz):
        return [each.points for each in block.questions]
    if isinstance(block, Run):
        expected = [(each.name, each.value, each.margin) for each in block.expected]
        return block.id, block.command, block.tolerance, expected
    return block.project
