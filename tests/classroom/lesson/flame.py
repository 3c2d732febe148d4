"""A short lesson for tests: a false alarm puts out the flame, and a law of five lines is mended."""

from pathlib import Path

from classroom.lesson import lesson_named

FLAME = lesson_named(str(Path(__file__).with_name("flame")))
