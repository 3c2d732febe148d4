"""One file of a lesson: read whole, with all that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from devices import HighlandError, Message
from devices.os_errors import cause
from devices.toml_mistakes import INVISIBLE, INVISIBLE_HINT
from lessons.reading.blocks import Blocks
from lessons.reading.head import read_head, spoken_in, word_of
from lessons.reading.lesson import FOUR, NATIONAL, PART, Activity, Lesson
from lessons.reading.mistakes import HIDDEN, LessonError, Mistakes
from lessons.reading.rules import check_activities, check_language, check_sheet
from lessons.reading.safety import safety_of
from lessons.reading.skeleton import Part, parts_of, split

WORDS: Mapping[str, Mapping[str, str]] = {  # how a file of each language calls an activity
    "en": {"opening": FOUR[0], "new knowledge": FOUR[1], "practice": FOUR[2], "application": FOUR[3], "part": PART},
    "vi": {"mở đầu": FOUR[0], "hình thành kiến thức": FOUR[1], "luyện tập": FOUR[2], "vận dụng": FOUR[3], "phần": PART},
}
MAX_BYTES = 200_000  # chosen: ten times the longest lesson; a file from elsewhere does not fill the memory


UNREADABLE = Message("lesson.unreadable", "{file} cannot be read: {reason}.")
TOO_LONG = Message("lesson.too_long", "{file} has {size_kb} kB, more than any lesson.")
NOT_TEXT = Message("lesson.not_text", "{file} is not saved as UTF-8.")
NOT_TEXT_HINT = Message("lesson.not_text.hint", "Save it again as UTF-8: in Notepad “Save as”, then “Encoding: UTF-8”.")
NO_WORD = Message("lesson.no_word", "there is no activity {word}")
NO_WORD_HINT = Message("lesson.no_word.hint", "The activities are: {words}.")


def read_file(file: Path, lang: str) -> tuple[Lesson | None, Mistakes]:
    """The lesson in this file, if it can be made at all, and its mistakes. Raises LessonError for no text."""
    mistakes = Mistakes(f"{file.parent.name}/{file.name}")
    text = _text_of(file, mistakes.file)
    if (hidden := HIDDEN.search(text)) is not None:
        mistakes.add(text.count("\n", 0, hidden.start()) + 1, INVISIBLE, INVISIBLE_HINT)
        return None, mistakes
    head, first = split(text, mistakes)
    found = read_head(head, file.parent, mistakes) if first else None
    words = WORDS[lang]
    example = next(iter(words))
    blocks = Blocks(file.parent, mistakes)
    parts = parts_of(text, first, mistakes, example) if first else []
    activities = tuple(_activity(part, words, blocks, mistakes) for part in parts)
    if found is None:
        return None, mistakes
    form = found.get("form", NATIONAL)
    _check_order(activities, form, found["minutes"], words, mistakes)
    if lang == "vi":
        check_language([*spoken_in(found, head), *blocks.spoken], mistakes)
    lesson = _lesson(found, activities, file.parent, lang, mistakes)
    check_sheet(lesson, mistakes)
    return lesson, mistakes


def _text_of(file: Path, shown: str) -> str:
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise LessonError(TOO_LONG(file=shown, size_kb=size // 1000))
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise LessonError(UNREADABLE(file=shown, reason=cause(error))) from None
    except UnicodeDecodeError:
        raise LessonError(NOT_TEXT(file=shown), NOT_TEXT_HINT) from None


def _activity(part: Part, words: Mapping[str, str], blocks: Blocks, mistakes: Mistakes) -> Activity:
    name = words.get(part.word, "")
    if not name:
        mistakes.add(part.line, NO_WORD(word=part.word), NO_WORD_HINT(words=", ".join(words)))
    read = tuple(found for piece in part.pieces if (found := blocks.read(piece, name)) is not None)
    return Activity(name, part.title, part.minutes, read, part.line)


def _check_order(
    activities: Sequence[Activity], form: str, minutes: int, words: Mapping[str, str], mistakes: Mistakes
) -> None:
    called = {name: word for word, name in words.items()}
    wanted = ", ".join(called[name] for name in FOUR)
    found = ", ".join(called.get(each.name, "?") for each in activities)
    check_activities(activities, form, minutes, wanted, found, mistakes)


def _lesson(
    found: Mapping[str, Any], activities: tuple[Activity, ...], folder: Path, lang: str, mistakes: Mistakes
) -> Lesson:
    texts = {
        name: tuple(found.get(name, ())) for name in ("knowledge", "competences", "qualities", "equipment", "grades")
    }
    try:
        safety = safety_of(found["project"], found.get("safety", ()), lang)
    except HighlandError as error:
        mistakes.add(1, error.message, error.hint)
        safety = ()
    return Lesson(
        id=found["id"],
        lang=lang,
        folder=folder,
        project=found["project"],
        form=found.get("form", NATIONAL),
        title=found["title"],
        question=found["question"],
        minutes=found["minutes"],
        periods=found.get("periods", 1),
        subject=found["subject"],
        outcomes_checked=found["outcomes_checked"],
        safety=safety,
        word=word_of(found, folder),
        activities=activities,
        **texts,
    )
