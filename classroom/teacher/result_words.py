"""The texts of the table and of the printed pages."""

from __future__ import annotations

from devices import Message

SEAT = Message("result.seat", "Board")
NICKNAME = Message("result.nickname", "Nickname")
HANDED_IN = Message("result.handed_in", "Handed in at")
RECEIPT = Message("result.receipt", "Receipt")
MARK = Message("result.mark", "Mark")
POINTS = Message("result.points", "Points")
OF = Message("result.of", "Out of")
REASONS = Message("result.reasons", "Reasons")
PREDICTION = Message("result.prediction", "Prediction")
EXPLANATION = Message("result.explanation", "Explanation")
CHANGED = Message("result.changed", "Changed files")
SIMULATED = Message("result.simulated", "Origin")
SIM = Message("result.sim", "SIMULATION")

PAGES = Message("result.pages", "Results of the class (simulation)")
PAGE_OF = Message("result.page_of", "Board {seat}")
CLASS = Message("result.class", "Class {name}")
QUESTION = Message("result.question", "Question: {question}")
WHAT_CHANGED = Message("result.what_changed", "What was changed")
SETTINGS = Message("result.settings", "World: {settings}")
SETTING = Message("result.setting", "{name} = {value}")
NOTHING_CHANGED = Message("result.nothing_changed", "Nothing in the program was changed.")
NOT_WRITTEN = Message("result.not_written", "Nothing was written.")
NOT_HANDED_IN = Message("result.not_handed_in", "No work was handed in.")
ONLY_SAVED = Message("result.only_saved", "Not handed in: this is what was saved last.")
NOT_MARKED = Message("result.not_marked", "Not marked.")
HANDED_IN_AT = Message("result.handed_in_at", "Handed in at {at}, receipt {receipt}")
MARK_POINTS = Message("result.mark_points", "{points} of {of} points")
RUN = Message("result.run", "The marked run")
MADE_AGAIN = Message(
    "result.made_again", "The laptop ran this work again to mark it. All values are simulated, none was measured."
)
NO_RESULTS = Message("result.none", "Nobody has joined this class.")
POINTS_OF = Message("result.points_of", "Points (of {of})")
POINTS_GIVEN = Message("result.points_given", "Points from the teacher")
ANSWER_POINTS = Message("result.answer_points", "{points} of {of} points from the teacher")
ANSWERS = Message("result.answers", "Answers")
NUMBERS = Message("result.numbers", "Numbers of the pupil's own board")
NUMBER = Message("result.number", "{name} = {value}")
MARK_OF_NUMBERS = Message("result.mark_of_numbers", "Mark of the changed law")
