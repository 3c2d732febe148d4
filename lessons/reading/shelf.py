"""Where lessons lie: those of every copy of Highland beside this code, and a teacher's own in any folder."""

from __future__ import annotations

from pathlib import Path

from devices import Message
from lessons.reading.file import read_file
from lessons.reading.lesson import Lesson
from lessons.reading.mistakes import LessonError, Mistakes
from lessons.reading.twins import check_twins

HOME = Path(__file__).parents[1]
LANGUAGES = ("en", "vi")

NO_LESSON = Message("lessons.none", "There is no lesson called {name}.")
NO_LESSON_HINT = Message(
    "lessons.none.hint", "The lessons are: {names}. A folder of your own works too: give its path, such as ./my_lesson."
)
NOT_IN = Message("lesson.not_in", "The lesson {name} has no file {file}.")
NOT_IN_HINT = Message("lesson.not_in.hint", "Its languages are: {languages}.")


def names() -> list[str]:
    """The ids of the lessons that every copy of Highland has."""
    return sorted({file.parent.name for file in HOME.glob("*/lesson.*.md")})


def folder_of(lesson: str | Path) -> Path:
    """The folder of a lesson, by its id or path. Raises LessonError."""
    if str(lesson) in names():
        return HOME / str(lesson)
    folder = Path(lesson)
    if folder.is_dir() and languages_of(folder):
        return folder.resolve()
    raise LessonError(NO_LESSON(name=lesson), NO_LESSON_HINT(names=", ".join(names())))


def languages_of(folder: Path) -> list[str]:
    """In which languages it is there."""
    return [lang for lang in LANGUAGES if file_of(folder, lang).is_file()]


def file_of(folder: Path, lang: str) -> Path:
    """The file of a language."""
    return folder / f"lesson.{lang}.md"


def read(lesson: str | Path, lang: str) -> Lesson:
    """A lesson in one language. Raises LessonError for the first thing that is wrong with it."""
    folder = folder_of(lesson)
    if lang not in languages_of(folder):
        refused = NOT_IN(name=folder.name, file=file_of(folder, lang).name)
        raise LessonError(refused, NOT_IN_HINT(languages=", ".join(languages_of(folder))))
    found, mistakes = read_file(file_of(folder, lang), lang)
    for error in mistakes.errors():
        raise error
    assert found is not None  # else there would be a mistake
    return found


def read_for(lesson: str | Path, lang: str) -> Lesson:
    """A lesson in a reader's language, or in the one that it has. Raises LessonError."""
    languages = languages_of(folder_of(lesson))
    return read(lesson, lang if lang in languages else languages[0])


def read_all(lesson: str | Path) -> tuple[list[Lesson], list[LessonError]]:
    """A lesson in all its languages, and all that is wrong with any of them or between them."""
    folder = folder_of(lesson)
    found: list[Lesson] = []
    every: list[Mistakes] = []
    for lang in languages_of(folder):
        one, mistakes = read_file(file_of(folder, lang), lang)
        every.append(mistakes)
        if one is not None and not mistakes.found:
            found.append(one)
    if len(found) > 1:
        check_twins(found[1], found[0], every[0].file, every[1])
    return found, [error for mistakes in every for error in mistakes.errors()]
