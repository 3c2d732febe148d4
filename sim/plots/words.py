"""Words of a picture: spans of time, numbers, units and what an output does, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10

from devices import Message, duration
from devices.language import Language
from devices.message import DECIMAL_MARK
from firmware.names import Name, Names
from sim.world.fault_words import OF_THE_BOARD, STANDS_OPEN, WORDS
from sim.world.faults import FaultError, parse_fault

VALUE = Message("words.value", "Value “{name}”")
WHAT_IS = Message("words.what_is", "{what} {how}")
WHAT = Message("words.what", "{what}: {how}")
ON = Message("words.on", "on")
OFF = Message("words.off", "off")
NOTHING_ADDED = ("yes", "có")  # `Valve really shut: yes / no`: the name says it already

IS = (  # kinds of faults whose words make a sentence with the name in front
    "stuck", "drift", "off", "nack", "stuck_bus", "hang", "welded", "dead", "clogged", "cut", "burst", "full", "jump",
)  # fmt: skip

OF_THE_WORLD = ("cut", "burst", "weak_cell", "clogged", "dry", "shaded", "open")  # they befall a thing, not its sensor

UNITS = {  # by the end of a channel's name, the longest first
    "_ppm": "ppm", "_ntu": "NTU", "_lpm": "L/min", "_pct": "%", "_days": "d",
    "_c": "°C", "_v": "V", "_a": "A", "_w": "W", "_l": "L",
}  # fmt: skip


def unit_of(channel: str) -> str:
    """The unit that a channel's name ends with; empty for none."""
    return next((unit for ending, unit in UNITS.items() if channel.endswith(ending)), "")


@dataclass(frozen=True, slots=True)
class Tongue(Language):
    """The reader's language, with numbers as a picture writes them."""

    def number(self, value: float, digits: int) -> str:
        """A number with so many decimals and the reader's decimal mark; never minus nought."""
        text = f"{value:.{digits}f}"
        if not text.strip("-0."):
            text = text.lstrip("-")
        return text.replace(".", self.says(DECIMAL_MARK))

    def short_number(self, value: float) -> str:
        """A number with three digits that count, or all before the decimal mark."""
        digits = 0 if abs(value) >= 100.0 else 1 if abs(value) >= 10.0 else 2
        text = self.number(value, digits)
        mark = self.says(DECIMAL_MARK)
        return text.rstrip("0").rstrip(mark) if mark in text else text

    def duration(self, seconds: float) -> str:
        """A span of time in its two largest units: 3 min 55 s."""
        return self.says(duration(seconds))

    def fault(self, fault: str, names: Names) -> str:
        """The words of a fault as people type it: `Gas sensor unplugged`; a text that is none stays as it is."""
        try:
            found = parse_fault(fault)
        except FaultError:
            return fault
        how = self.says(STANDS_OPEN if found.target.endswith("door") and found.kind == "open" else WORDS[found.kind])
        if found.target == "board":
            return how[:1].upper() + how[1:]
        of_the_board = OF_THE_BOARD.get(found.target)
        if of_the_board:
            what = self.says(of_the_board)
        else:
            what = (
                names.thing(found.target).short(self.lang)
                if found.kind in OF_THE_WORLD
                else self.thing(names, found.target)
            )
        return self.says((WHAT_IS if found.kind in IS or how == self.says(STANDS_OPEN) else WHAT)(what=what, how=how))

    def thing(self, names: Names, identifier: str) -> str:
        """What breaks: an output by its short name, a sensor by its long one, without what stands in brackets."""
        name = names.thing(identifier)
        if identifier in names.channels:
            return self.says(VALUE(name=name.short(self.lang)))
        if name.color or identifier in names.outputs:
            return name.short(self.lang)
        return name.long(self.lang).partition(" (")[0].partition(": ")[0]

    def on_off(self, name: Name) -> tuple[str, str]:
        """What a switch is while it is on and off: open, shut of `Gas valve: open / shut`; else on and off."""
        _, colon, both = name.long(self.lang).rpartition(": ")
        on, slash, off = both.partition(" / ")
        return (on, off) if colon and slash else (self.says(ON), self.says(OFF))

    def while_on(self, name: Name) -> str:
        """The words of a row: what is true while it is on."""
        on, _ = self.on_off(name)
        if on in NOTHING_ADDED:
            return name.long(self.lang).rpartition(": ")[0]
        return name.short(self.lang) if on == self.says(ON) else f"{name.short(self.lang)} {on}"


def inside(name: str) -> str:
    """A name inside a sentence: it begins small, but for an abbreviation such as CO or UV."""
    return name if name[1:2].isupper() or name[1:2].isdigit() else name[:1].lower() + name[1:]


def nice_ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Round values from low to high, at most so many."""
    span = high - low
    if span <= 0.0:
        return [low]
    base = 10.0 ** floor(log10(span / most))
    step = next(base * factor for factor in (1.0, 2.0, 2.5, 5.0, 10.0) if span / (base * factor) <= most)
    first = -floor(-low / step + 1e-9)
    return [number * step for number in range(first, floor(high / step + 1e-9) + 1)]


def digits_of(step: float) -> int:
    """Decimals that a step of an axis needs."""
    return next(digits for digits in range(7) if abs(step - round(step, digits)) < 1e-9 or digits == 6)
