"""What a lesson is made of. `Lesson.for_pupils()` is the one way to what pupils may see: it has no answers left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

OPENING, NEW_KNOWLEDGE, PRACTICE, APPLICATION, PART = "opening", "new_knowledge", "practice", "application", "part"
FOUR = (OPENING, NEW_KNOWLEDGE, PRACTICE, APPLICATION)  # of the national form, in this order
KINDS = ("predict", "try", "break", "explain", "mark", "home")  # the steps of a class
NATIONAL, PATH = "5512", "path"  # a lesson has the national form; a path of short parts has none


@dataclass(frozen=True, slots=True)
class Text:
    """Words for pupils (`task`) or for the teacher (all others). `html` is safe and has its pictures inside."""

    block: str  # task, product, teacher, trouble, objective or organization
    kind: str  # one of KINDS for a task, else nothing
    text: str  # Markdown
    html: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class LawCode:
    """The function `law` of a project, as its control.py has it."""

    kind: str
    project: str
    source: str
    line: int = 0
    block: str = "law"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a command of a lesson asks for, as it is typed; nothing here has touched the simulator."""

    project: str
    settings: Mapping[str, str]
    faults: tuple[str, ...]
    presses: tuple[str, ...]
    for_s: float | None  # None: the length of the project's lesson, or of its scenario
    seed: int
    scenario: str | None
    world: str | None  # of the project's contest
    units: str | None  # ideal, uncalibrated, or None


@dataclass(frozen=True, slots=True)
class Expected:
    """One line of a run: what is read after it. `value` is None on a pupil's sheet."""

    name: str
    value: float | str | None
    written: str  # the value as it stands in the file
    margin: float | None  # how far off it may be; None: the run's tolerance
    label: str  # of the lesson's own, or nothing
    line: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """A command that pupils type, and what is read after it."""

    kind: str
    id: str
    command: str  # without `highland`
    asked: Asked
    expected: tuple[Expected, ...]
    tolerance: float  # a share of the value
    line: int = 0
    block: str = "run"


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `answer` is None on a pupil's sheet."""

    id: str
    text: str
    html: str
    points: int
    answer: str | None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Quiz:
    """Questions with points."""

    kind: str
    questions: tuple[Question, ...]
    line: int = 0
    block: str = "quiz"


Block = Text | LawCode | Run | Quiz


@dataclass(frozen=True, slots=True)
class Activity:
    """One of the four activities of a lesson, or a part of a path."""

    name: str
    title: str
    minutes: int
    blocks: tuple[Block, ...]
    line: int = 0

    def steps(self) -> Iterator[list[Block]]:
        """The blocks of each step of a class: a law or a run goes with the task before it, unless that one asks for
        a prediction.
        """
        step: list[Block] = []
        for block in self.blocks:
            if isinstance(block, Text) and block.block != "task":
                continue
            begins = isinstance(block, (Text, Quiz)) or not step or isinstance(step[0], Quiz)
            if begins or (isinstance(step[0], Text) and step[0].kind == "predict"):
                if step:
                    yield step
                step = []
            step.append(block)
        if step:
            yield step

    def texts(self, block: str) -> list[Text]:
        """Its words of this kind, such as `task`."""
        return [each for each in self.blocks if isinstance(each, Text) and each.block == block]


@dataclass(frozen=True, slots=True)
class Word:
    """The one new word of a lesson."""

    name: str
    meaning: str
    picture: str  # data: address, or nothing


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson in one language."""

    id: str
    lang: str
    folder: Path
    project: str
    form: str
    title: str
    question: str
    minutes: int
    periods: int
    grades: tuple[int, ...]
    subject: str
    outcomes_checked: bool
    knowledge: tuple[str, ...]
    competences: tuple[str, ...]
    qualities: tuple[str, ...]
    equipment: tuple[str, ...]
    safety: tuple[str, ...]
    word: Word | None
    activities: tuple[Activity, ...]

    def blocks(self) -> Iterator[Block]:
        """All blocks, in their order."""
        for activity in self.activities:
            yield from activity.blocks

    @property
    def own_law(self) -> str:
        """The project whose law pupils change: that of the last law shown by the end of the practice, else of the last
        run before it.
        """
        shown, ran = "", ""
        for activity in self.activities:
            for block in activity.blocks:
                shown = block.project if isinstance(block, LawCode) else shown
                if isinstance(block, Run) and activity.name != PRACTICE:
                    ran = block.asked.project
            if activity.name == PRACTICE:
                break
        return shown or ran or self.project

    def own_runs(self) -> list[Run]:
        """The runs that a pupil's changed law is for: those of the practice with another law than was there before."""
        return [
            block
            for activity in self.activities
            if activity.name == PRACTICE
            for block in activity.blocks
            if isinstance(block, Run) and block.asked.project != self.own_law
        ]

    def runs(self) -> list[Run]:
        """All runs, in their order."""
        return [each for each in self.blocks() if isinstance(each, Run)]

    def for_pupils(self) -> Lesson:
        """The same without answers, numbers and all that only teachers see."""
        return replace(
            self,
            activities=tuple(
                replace(each, blocks=tuple(found for block in each.blocks if (found := _for_pupils(block)) is not None))
                for each in self.activities
            ),
        )

    def as_json(self) -> dict[str, Any]:
        """All of it as one JSON-able object, for a page."""
        found = asdict(self)
        del found["folder"]
        return found


def _for_pupils(block: Block) -> Block | None:
    if isinstance(block, Text):
        return block if block.block == "task" else None
    if isinstance(block, Run):
        return replace(block, expected=tuple(replace(each, value=None, written="") for each in block.expected))
    if isinstance(block, Quiz):
        return replace(block, questions=tuple(replace(each, answer=None) for each in block.questions))
    return block
