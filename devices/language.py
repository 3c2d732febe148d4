"""The language of a reader: whoever writes for people is given one, and only the edges make it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from devices.message import Message

LITERS_A_MINUTE = Message("unit.lpm", "L/min")
UNITS = {"C": "°C"}  # as people write them; all others stay


@dataclass(frozen=True, slots=True)
class Language:
    """Which names to take, and what turns English sentences into it."""

    lang: str = "en"
    translate: Callable[[str], str] = str

    def says(self, sentence: Message | str) -> str:
        """A sentence in this language."""
        return sentence if isinstance(sentence, str) else sentence.render(self.translate)

    def unit(self, unit: str) -> str:
        """A unit as people write it here."""
        return self.says(LITERS_A_MINUTE) if unit == "L/min" else UNITS.get(unit, unit)
