"""Which outputs are on at low: as the program's words and its levels at rest say.

Each way of saying counts once for a pin, however often it is said: a remark that was copied along does not outvote
a print. Levels at rest count half: two of them must agree, at the start, at the end, or while nothing happens.
"""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from sim.programs.plugging.clues.level_words import Word, words_on_levels
from sim.programs.plugging.clues.pin_names import PinNames
from sim.programs.plugging.clues.program_text import ProgramText

WEIGHTS = {"remark": 2, "print": 2, "function": 2, "pick": 2, "alarm": 2, "begin": 1, "calm": 1, "pulse": 1, "end": 1}
RESTS = frozenset(how for how, weight in WEIGHTS.items() if weight == 1)  # of several lamps, they tell nothing of one
ENOUGH = 2  # chosen: a remark alone, or both levels at rest

LAMPS = (None, "led", "buzzer")  # roles whose wires kits lead to 3.3 V now and then; the others have a board between


class Polarity(NamedTuple):
    """Whether an output is on at low, and whether the program says both."""

    at_low: bool
    is_unclear: bool


class LampLevels:
    """At which level the outputs of one program are on."""

    def __init__(self, text: ProgramText, names: PinNames) -> None:
        self._text = text
        self._names = names

    @cached_property
    def _words(self) -> list[Word]:
        return list(words_on_levels(self._text, self._names))

    def of(self, gpio: int) -> Polarity:
        """What the program says about this output. Without a word it is on at high."""
        about = [word for word in self._words if gpio in word.gpios or not word.gpios]
        said = {at_low: {word.how for word in about if word.at_low is at_low} for at_low in (True, False)}
        both = said[True] & said[False] & RESTS
        low, high = (sum(WEIGHTS[how] for how in said[at_low] - both) for at_low in (True, False))
        return Polarity(low >= ENOUGH and low > high, min(low, high) >= ENOUGH)
