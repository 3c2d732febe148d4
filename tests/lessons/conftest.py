"""A lesson in a folder of its own, as another school might send it."""

from pathlib import Path

import pytest

from lessons.reading.file import read_file

HEAD = """\
+++
id = "{id}"
project = "gas_alarm"
title = "A false alarm"
question = "What happens to the flame?"
minutes = 45
grades = [8, 9]
subject = "Technology 8"
outcomes_checked = false
knowledge = ["Pupils know what a latch is."]
competences = ["Pupils read five lines."]
qualities = ["Honesty."]
equipment = ["1 computer"]
+++
"""
ACTIVITY = """\
# [{name} | {minutes}] {title}
:::objective
To see it.
:::
:::task
{task}
:::
:::product
One sentence.
:::
"""
RUN = """\
```run id=leak
sim gas_alarm --for 30m --set leak_g_per_h=600
leaked_g = 100 +- 5
state = ALARM
```
"""
QUIZ = """\
```quiz
? Why does the valve stay shut? [2]
= Nobody has looked yet.
```
"""
NAMES = {
    "en": ("opening", "new knowledge", "practice", "application"),
    "vi": ("mở đầu", "hình thành kiến thức", "luyện tập", "vận dụng"),
}
MINUTES = (7, 18, 12, 8)


def lesson_text(lang="en", name="mine"):
    """A sound lesson."""
    parts = [
        ACTIVITY.format(name=each, minutes=minutes, title=f"Part {number}", task="Run it.")
        for number, (each, minutes) in enumerate(zip(NAMES[lang], MINUTES, strict=True), start=1)
    ]
    parts[1] += RUN
    parts[3] += QUIZ
    return HEAD.format(id=name) + "\n".join(parts)


class OwnLesson:
    """A folder with a lesson that a test spoils."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()

    def write(self, text: str, lang: str = "en") -> None:
        (self.folder / f"lesson.{lang}.md").write_text(text, encoding="utf-8")

    def errors(self, text: str, lang: str = "en") -> list[str]:
        """What is said about this text."""
        self.write(text, lang)
        return [str(each) for each in read_file(self.folder / f"lesson.{lang}.md", lang)[1].errors()]

    def read(self, text: str | None = None, lang: str = "en"):
        """The lesson of this text, which has no mistake."""
        self.write(lesson_text(lang) if text is None else text, lang)
        lesson, mistakes = read_file(self.folder / f"lesson.{lang}.md", lang)
        assert [str(each) for each in mistakes.errors()] == []
        return lesson


@pytest.fixture
def own(tmp_path):
    return OwnLesson(tmp_path / "mine")


@pytest.fixture
def sound():
    return lesson_text
