"""The sentences of a lesson that every project has."""

from __future__ import annotations

from devices import Message

NO_LESSON = Message("lesson.none", "There is no lesson {name}.")
NO_LESSON_HINT = Message("lesson.none.hint", "The lessons are: {names}.")

PREDICT = Message("lesson.stage.predict", "Predict")
WATCH = Message("lesson.stage.watch", "Watch")
BREAK = Message("lesson.stage.break", "Break something")
CHANGE = Message("lesson.stage.change", "Change a limit")
TELL = Message("lesson.stage.explain", "Explain and hand in")
STAGES = (  # 40 minutes, of a school hour of 45
    ("predict", 5.0, PREDICT),
    ("watch", 10.0, WATCH),
    ("break", 10.0, BREAK),
    ("change", 10.0, CHANGE),
    ("explain", 5.0, TELL),
)

QUESTION = Message(
    "lesson.question",
    "Which state comes next, and after how many minutes? What will the board switch then? Write it before you start.",
)
EXPLAIN = Message("lesson.explain", "What was different from your prediction? Why did the board do that?")
