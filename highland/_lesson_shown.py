"""A lesson in the terminal: its activities one after the other, each block under its own name."""

from __future__ import annotations

from devices import Message
from lessons.reading.lesson import Block, LawCode, Lesson, Quiz, Run, Text
from messages import Say

SAFETY = Message("lesson.shown.safety", "Safety")
MINUTES = Message("lesson.shown.minutes", "{minutes} min")
BLOCKS = {
    "task": Message("lesson.block.task", "Task"),
    "product": Message("lesson.block.product", "Product"),
    "teacher": Message("lesson.block.teacher", "Teacher"),
    "trouble": Message("lesson.block.trouble", "What goes wrong"),
    "objective": Message("lesson.block.objective", "Objective"),
    "organization": Message("lesson.block.organization", "Organization"),
}
LAW = Message("lesson.block.law", "The law of {project}")
POINTS = Message("lesson.points", "points: {points}")
ANSWER = Message("lesson.answer", "Answer: {answer}")
DOTS = "......"


def show(lesson: Lesson, say: Say) -> None:
    """Print it."""
    from rich.console import Console
    from rich.markdown import Markdown
    from rich.padding import Padding
    from rich.panel import Panel
    from rich.rule import Rule
    from rich.text import Text as Words

    console = Console(highlight=False)
    console.print(Rule(Words(f"{lesson.title} ({lesson.id})")))
    console.print(Words(lesson.question, style="bold"))
    console.print(Panel(Words("\n".join(lesson.safety)), title=Words(say.text(SAFETY))))
    for number, activity in enumerate(lesson.activities, start=1):
        minutes = say.text(MINUTES, minutes=activity.minutes)
        console.print()
        console.print(Words(f"{number}. {activity.title} · {minutes}", style="bold underline"))
        for block in activity.blocks:
            for head, body in parts_of(block, say):
                if head:
                    console.print(Words(head, style="bold"))
                text = Markdown(body, hyperlinks=False) if isinstance(block, Text) else Words(body)
                console.print(Padding(text, (0, 0, 0, 2)))


def parts_of(block: Block, say: Say) -> list[tuple[str, str]]:
    """A heading and what stands below it, for each part of a block."""
    if isinstance(block, Text):
        return [(say.text(BLOCKS[block.block]), block.text)]
    if isinstance(block, LawCode):
        return [(say.text(LAW, project=block.project), block.source)]
    if isinstance(block, Run):
        lines = [f"{each.name} = {each.written or DOTS}" for each in block.expected]
        return [("", "\n".join([f"highland {block.command}", *lines]))]
    assert isinstance(block, Quiz)
    parts = []
    for each in block.questions:
        answer = "" if each.answer is None else f"\n{say.text(ANSWER, answer=each.answer)}"
        parts.append(("", f"? {each.text} ({say.text(POINTS, points=each.points)}){answer}"))
    return parts
