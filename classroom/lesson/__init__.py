"""What a class does together: a lesson or free work, and the work that a pupil hands in."""

from classroom.lesson.guided import Guided, all_lessons, lesson_named
from classroom.lesson.lesson import FreeWork, Stage, free_work
from classroom.lesson.own_program import OwnProgram, program_of, read_program
from classroom.lesson.work import LARGEST, Claim, Work, read_work, work_of

__all__ = [
    "LARGEST",
    "Claim",
    "FreeWork",
    "Guided",
    "OwnProgram",
    "Stage",
    "Work",
    "all_lessons",
    "free_work",
    "lesson_named",
    "program_of",
    "read_program",
    "read_work",
    "work_of",
]
