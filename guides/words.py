"""What the printed page and the terminal say around a guide's own texts."""

from __future__ import annotations

from devices import Message

SAFETY = Message("guide.word.safety", "Safety")
NEEDED = Message("guide.word.needed", "What you need")
COUNT = Message("guide.word.count", "How many")
PART = Message("guide.word.part", "Part")
IT_IS = Message("guide.word.it_is", "Used as")
EACH = Message("guide.word.each", "Each, VND")
ALL = Message("guide.word.all", "All, VND")
SUM = Message("guide.word.sum", "Sum")
REFERENCE = Message(
    "guide.word.reference", "Reference prices of {dates}, believed: they may be 40 % more or less. Ask in your shops."
)
RECYCLED = Message("guide.word.recycled", "Recycled: {text}.")
NEW_ONLY = Message("guide.word.new_only", "Never second-hand: {text}.")
CARE = Message("guide.word.care", "Care: {text}.")
ADULT = Message("guide.word.adult", "with an adult")
WHY_ADULT = Message("guide.word.why_adult", "With an adult, because {why}.")
TEST = Message("guide.word.test", "Test")
SEE = Message("guide.word.see", "Must be seen: {text}")
PRACTICE = Message("guide.word.practice", "Without a board:")
LED_FIRST = Message("guide.word.led_first", "{parts}: an LED first")
SIGNAL_FIRST = Message("guide.word.signal_first", "{parts}: the relay, without a load")
LOAD_NOW = Message("guide.word.load_now", "{parts}: now its load, on 12 V")
HOW = Message(
    "guide.word.how",
    "Build one step, tick its lines, and do its test. Go on only when you have seen what must be seen.",
)
WHOLE = Message("guide.word.whole", "All wires on one sheet")
PAGE = Message("guide.word.page", "{number} / {count}")
