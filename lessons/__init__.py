"""Lessons that run: one Markdown file a language, its papers, and a check of every number in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from lessons.reading.lesson import Lesson

__all__ = ["names", "read"]


def names() -> list[str]:
    """The ids of the lessons that every copy of Highland has, in the order in which they are listed."""
    from lessons.reading.shelf import names as found

    return found()


def read(lesson: str | Path, lang: str) -> Lesson:
    """A lesson by its id, or by the path of its folder. Raises HighlandError with file, line and remedy."""
    from lessons.reading.shelf import read as found

    return found(lesson, lang)
