"""How the live picture writes: the reader's language, values with units, and lines that break between words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf

from rich.cells import cell_len

from devices import Message, Quality, Reading, duration
from devices.language import Language
from devices.message import DECIMAL_MARK
from firmware.names import Name

ON = Message("live.on", "on")
OFF = Message("live.off", "off")
YES = Message("live.yes", "yes")
NO = Message("live.no", "no")
WARMING = Message("live.warming", "warming up")
UNKNOWN = Message("live.unknown", "unknown")
BETWEEN = "   "  # what stands on one line together


@dataclass(frozen=True, slots=True)
class Tongue(Language):
    """The reader's language, with values as the live picture writes them."""

    def value(self, reading: Reading, name: Name) -> str:
        """The value as the law has it, with its unit, with as many digits as mean something; unknown is a word."""
        if reading.quality is Quality.WARMING:
            return self.says(WARMING)
        if reading.value is None or reading.quality is not Quality.GOOD:
            return self.says(UNKNOWN)
        if isinstance(reading.value, bool):
            return self.switched(reading.value, name, YES, NO)
        digits = max(0, 3 - len(f"{abs(reading.value):.0f}"))
        value = round(reading.value, digits) + 0.0  # + 0.0 turns -0.0 into 0
        return f"{value:.{digits}f} {self.unit(reading.unit)}".strip().replace(".", self.says(DECIMAL_MARK), 1)

    def age(self, age_s: float) -> str:
        """How old a value is, in its largest unit; empty for one that never came."""
        return "" if age_s == inf else self.says(duration(age_s, units=1))

    def switched(self, on: bool, name: Name, yes: Message = ON, no: Message = OFF) -> str:
        """What a switch is now: open or shut, where its name has words for it."""
        words = name.on_and_off(self.lang)
        return words[0 if on else 1] if words else self.says(yes if on else no)


def flow(pieces: Iterable[str], width: int, between: str = BETWEEN) -> list[str]:
    """The pieces in as few lines as they need; a piece is broken only where it is wider than a line, between words."""
    lines: list[str] = []
    for piece in pieces:
        for part in [piece] if cell_len(piece) <= width else broken(piece, width):
            if lines and cell_len(lines[-1] + between + part) <= width:
                lines[-1] += between + part
            else:
                lines.append(part)
    return lines


def balanced(pieces: Sequence[str], width: int) -> list[str]:
    """The same, in lines of about the same length."""
    fewest = len(flow(pieces, width))
    return flow(pieces, next(each for each in range(1, width + 1) if len(flow(pieces, each)) <= fewest))


def broken(text: str, width: int, after: str = "") -> list[str]:
    """A sentence in lines, broken between words; `after` stands before every line but the first."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and cell_len(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(after + word if lines else word)
    return lines
