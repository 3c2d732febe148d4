"""What must be true of a whole lesson: its activities, minutes and language, and what a pupil's sheet gives away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from devices import Message
from lessons.reading.lesson import FOUR, NATIONAL, Activity, Lesson, Quiz, Run, Text
from lessons.reading.marked import CODE_GAP, Spoken
from lessons.reading.mistakes import Mistakes

LONGEST_SENTENCE = 16  # syllables of Vietnamese
FEWEST_WORDS = 3  # of an answer that can give something away
FEWEST_DIGITS = 3  # of a number that can
UNIT = r"(?:%|°C|ppm|NTU|A|mA|V|W|Wh|s|ms|L|L/phút|g|g/m³|kg|m|cm|phút|giờ|ngày|lần|Ω|kΩ)"

ORDER = Message("lesson.order", "the activities are: {found}")
ORDER_HINT = Message("lesson.order.hint", "There are four, in this order: {wanted}.")
MINUTES = Message("lesson.minutes", "the activities take {sum} minutes, and the lesson {minutes}")
MINUTES_HINT = Message("lesson.minutes.hint", "Change the minutes in a heading, or the key `minutes`.")
LACKS = Message("lesson.lacks", "the activity has no block {name}")
LACKS_HINT = Message("lesson.lacks.hint", "Write a line {name}, then the text, then a line `:::`.")
TWICE = Message("lesson.twice", "the activity has the block {name} twice")
TWICE_HINT = Message("lesson.twice.hint", "Join the two.")
ANSWER_SHOWN = Message("lesson.answer_shown", "this answer stands on the pupil's sheet: {text}")
NUMBER_SHOWN = Message("lesson.number_shown", "the number {text} of {name} stands on the pupil's sheet")
SHOWN_HINT = Message("lesson.shown.hint", "Move it to `:::teacher`, or say it in other words.")
LONG = Message("lesson.long", "a sentence has {count} syllables: {text}")
LONG_HINT = Message("lesson.long.hint", "Make two of it: at most {most} syllables each.")
POINT = Message("lesson.point", "the number {number} has a decimal point")
POINT_HINT = Message(
    "lesson.point.hint", "Vietnamese has a decimal comma: {comma}. What is typed stands in `backticks`."
)


def check_activities(
    activities: Sequence[Activity], form: str, minutes: int, wanted: str, found: str, mistakes: Mistakes
) -> None:
    """Four in order, each with all that the form asks for, and the minutes of the lesson between them."""
    first = activities[0].line if activities else 1
    if form == NATIONAL and tuple(each.name for each in activities) != FOUR:
        mistakes.add(first, ORDER(found=found or "-"), ORDER_HINT(wanted=wanted))
    total = sum(each.minutes for each in activities)
    if total != minutes:
        mistakes.add(first, MINUTES(sum=total, minutes=minutes), MINUTES_HINT)
    for activity in activities:
        for name in ("objective", "task", "product") if form == NATIONAL else ("task",):
            if not activity.texts(name):
                mistakes.add(activity.line, LACKS(name=f":::{name}"), LACKS_HINT(name=f":::{name}"))
        for name in ("objective", "product", "organization"):
            if len(activity.texts(name)) > 1:
                mistakes.add(activity.texts(name)[1].line, TWICE(name=f":::{name}"), TWICE_HINT)


def check_language(spoken: Iterable[Spoken], mistakes: Mistakes) -> None:
    """Vietnamese sentences are short, and numbers have a comma."""
    for line, text in spoken:
        for sentence in re.split(r"(?<=[.!?…])\s+", text):
            count = syllables(sentence)
            if count > LONGEST_SENTENCE:
                mistakes.add(line, LONG(count=count, text=_start_of(sentence)), LONG_HINT(most=LONGEST_SENTENCE))
        for number in re.findall(r"(?<![\d.,])\d+\.\d+(?![\d.]*\d)", text):
            if re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", number) is None:  # 1.234 is a thousand and more
                mistakes.add(line, POINT(number=number), POINT_HINT(comma=number.replace(".", ",")))


def syllables(sentence: str) -> int:
    """Of Vietnamese: words between spaces; a number with its unit counts as one, as does a piece of code."""
    one = re.sub(r"\d[\d.,]*", "N", sentence.replace(CODE_GAP, " N "))
    one = re.sub(rf"N +{UNIT}(?![\w/])", "N", one)
    return sum(1 for word in one.split() if re.search(r"\w", word))


def _start_of(sentence: str) -> str:
    return sentence if len(sentence) <= 60 else sentence[:57] + "..."


def check_sheet(lesson: Lesson, mistakes: Mistakes) -> None:
    """No answer and no number of a run is on the sheet that pupils get."""
    sheet = list(_on_the_sheet(lesson))
    plain = [_plain(each) for each in sheet]
    commands = " ".join(run.command for run in lesson.runs())
    for block in lesson.blocks():
        if isinstance(block, Quiz):
            for question in block.questions:
                answer = _plain(question.answer or "")
                if len(answer.split()) >= FEWEST_WORDS and any(f" {answer} " in f" {each} " for each in plain):
                    mistakes.add(question.line + 1, ANSWER_SHOWN(text=_start_of(question.answer or "")), SHOWN_HINT)
        elif isinstance(block, Run):
            for each in block.expected:
                if _tells(each.written, commands) and any(_number(each.written, text) for text in sheet):
                    mistakes.add(each.line, NUMBER_SHOWN(text=each.written, name=each.name), SHOWN_HINT)


def _on_the_sheet(lesson: Lesson) -> Iterable[str]:
    yield from (lesson.title, lesson.question)
    if lesson.word is not None:
        yield lesson.word.meaning
    for activity in lesson.for_pupils().activities:
        yield activity.title
        for block in activity.blocks:
            if isinstance(block, Text):
                yield block.text
            elif isinstance(block, Quiz):
                yield from (each.text for each in block.questions)
            elif isinstance(block, Run):
                yield from (each.label for each in block.expected)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _tells(written: str, commands: str) -> bool:
    """Whether a number on the sheet gives this one away: no short one, and none that pupils type anyway."""
    return len(re.findall(r"\d", written)) >= FEWEST_DIGITS and not _number(written, commands)


def _number(written: str, text: str) -> bool:
    pattern = re.escape(written).replace(r"\.", "[.,]")
    return re.search(rf"(?<![\d.,]){pattern}(?![\d]|[.,]\d)", text) is not None
