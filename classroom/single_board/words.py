"""The texts that only the page of the single board has."""

from __future__ import annotations

from classroom.drawn import words as drawn
from devices import Message

LOST = Message("board.lost", "The program that makes this picture has ended. Start it again, then reload this page.")

FOR_SCRIPT = (LOST, *drawn.FOR_SCRIPT)
