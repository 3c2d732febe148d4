"""What a class does together: a lesson, and the work that a pupil hands in."""

from classroom.lesson.lesson import Lesson, Stage, lesson_named, lesson_of, lessons
from classroom.lesson.work import LARGEST, Claim, Work, read_work, work_of

__all__ = [
    "LARGEST",
    "Claim",
    "Lesson",
    "Stage",
    "Work",
    "lesson_named",
    "lesson_of",
    "lessons",
    "read_work",
    "work_of",
]
