"""The texts of what all pages of a board show. Their scripts get FOR_SCRIPT as JSON, in the reader's language."""

from __future__ import annotations

from devices import Message

SIMULATION = Message("board.simulation", "SIMULATION")
TITLE = Message("board.title", "{project} (simulation)")
CHOOSE_LANGUAGE = Message("page.language", "Language")
SKIP = Message("page.skip", "Skip to content")
TIME = Message("board.time", "Time")
PAUSE = Message("board.pause", "Pause")
GO_ON = Message("board.go_on", "Go on")
NEXT = Message("board.next", "To the next change")
SPEED = Message("board.speed", "{speed}×")
ONE_HOUR = Message("board.one_hour", "1 hour")
ONE_DAY = Message("board.one_day", "1 day")
ONE_WEEK = Message("board.one_week", "1 week")
PRESS = Message("board.press", "Press a button")
BREAK = Message("board.break", "Break something")
BROKEN_NOW = Message("board.broken_now", "broken")
MEND_ALL = Message("board.mend_all", "Mend everything")
RESTART = Message("board.restart", "Restart")
CURVES = Message("board.curves", "So far")
STARTING = Message("board.starting", "Starting ...")
NOT_CERTIFIED = Message(
    "page.not_certified", "Made by pupils for learning. This page does not replace a certified alarm."
)

NOT_KNOWN = Message("scene.not_known", "not known")
OVER = Message("board.over", "The run is over.")
SEEKING = Message("board.seeking", "Looking for the next change ...")
HOURS = Message("board.hours", "{hours} h {minutes} min {seconds} s")
MINUTES = Message("board.minutes", "{minutes} min {seconds} s")
DAYS = Message("board.days", "Day {day}, {clock}")

FOR_SCRIPT = (NOT_KNOWN, OVER, SEEKING, HOURS, MINUTES, DAYS, PAUSE, GO_ON)
