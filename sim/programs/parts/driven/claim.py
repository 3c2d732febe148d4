"""What recognizers look at, and what they answer: which part it is, and on which wires."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from sim.programs.parts.decoder import Header
from sim.programs.parts.driven.stream import Stream, codes_of
from sim.wires.journal import HIGH, LOW

LAMPS = (
    "led",
    "leds",
    "lamp",
    "lamps",
    "light",
    "lights",
    "red",
    "yellow",
    "green",
    "blue",
    "den",
    "do",
    "vang",
    "xanh",
)
LONG = 5  # chosen: letters; a shorter word is in too many others


class Maker(NamedTuple):
    """A gpiozero device that took a pin for itself or for the device around it, such as Motor: its class, and which."""

    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A part that was recognized. The first of its pins gives it its name; `shared` are wires that others hear too."""

    kind: str
    pins: tuple[int, ...]
    options: Mapping[str, Any] = field(default_factory=dict)
    shared: tuple[int, ...] = ()


@dataclass
class Seen:
    """What a program has done so far to the wires that belong to no part yet.

    `order` are all its pins in the order in which it took them; `header` knows the words of its text.
    """

    stream: Stream
    order: Sequence[int]
    header: Header
    makers: Mapping[int, Sequence[Maker]] = field(default_factory=dict)
    wanted: frozenset[int] = frozenset()  # somebody said that these are the part that is looked for
    is_over: bool = False  # nothing will come any more
    scans_columns: Callable[[], bool] = lambda: False  # whether the text says that a matrix is lit column by column
    turns_back: Callable[[int, int], bool] = lambda first, second: (
        False
    )  # whether the second wire of a motor is forward

    @cached_property
    def outputs(self) -> list[int]:
        """The wires that were driven, in the order in which the program took them."""
        driven = self.stream.gpios
        return [gpio for gpio in self.order if gpio in driven]

    def rises(self, gpio: int) -> int:
        """How often a wire went high."""
        return self.stream.codes.count(4 * gpio + HIGH)

    def falls(self, gpio: int) -> int:
        """How often a wire went low; becoming a low output counts."""
        return self.stream.codes.count(4 * gpio + LOW)

    @cached_property
    def wavy(self) -> frozenset[int]:
        """The wires that had PWM."""
        return frozenset(gpio for gpio, _, _ in self.stream.waves)

    def mentions(self, *clues: str) -> bool:
        """Whether the text has one of these words; a long one may be a part of a word."""
        return _has(self.header.words, clues)

    def is_called(self, gpio: int, *clues: str) -> bool:
        """Whether the text has such a name for the pin."""
        return _has(self.header.names(gpio), clues)

    def is_lamp(self, gpio: int) -> bool:
        """Whether the text calls the pin a lamp."""
        return not self.header.names(gpio).isdisjoint(LAMPS)

    def beside(self, gpios: Iterable[int]) -> float:
        """How many changes of other wires come on each change of these, while these are at work."""
        own = codes_of(gpios)
        codes = bytes(self.stream.codes)
        strange = codes.translate(None, own)
        count = len(codes) - len(strange)
        if not count or not strange:
            return 0.0
        mine = codes.translate(bytes(code in own for code in range(256)))
        first, last = mine.find(1), mine.rfind(1)
        return (last - first + 1 - count) / count

    def made_by(self, kinds: Iterable[str]) -> dict[Maker, list[int]]:
        """The wires of each gpiozero device of these classes."""
        found: dict[Maker, list[int]] = {}
        for gpio in self.outputs:
            for maker in self.makers.get(gpio, ()):
                if maker.kind in kinds:
                    found.setdefault(maker, []).append(gpio)
        return found


def _has(words: frozenset[str], clues: Iterable[str]) -> bool:
    return any(clue in words or (len(clue) >= LONG and any(clue in word for word in words)) for clue in clues)
