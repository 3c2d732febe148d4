"""The sentences of free work on a project."""

from __future__ import annotations

from devices import Message

QUESTION = Message(
    "lesson.question",
    "Which state comes next, and after how many minutes? What will the board switch then? Write it before you start.",
)
EXPLAIN = Message("lesson.explain", "What was different from your prediction? Why did the board do that?")
