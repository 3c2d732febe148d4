"""Which outputs are on at low: as the program's words and its levels at rest say.

Each way of saying counts once for a pin, however often it is said: a remark that was copied along does not outvote
a print. Levels at rest count half: two of them must agree, at the start, at the end, or while nothing happens; beside
the names of colors they do not count. The level in which it leaves a whole row of lamps counts alone, when nothing at
all speaks against it; of a single lamp the end is often copied along, and makes it unclear.
"""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from sim.programs.plugging.clues.color_words import channels_of
from sim.programs.plugging.clues.level_names import words_by_names
from sim.programs.plugging.clues.level_words import Word, words_on_levels
from sim.programs.plugging.clues.pin_names import PinNames
from sim.programs.plugging.clues.program_text import ProgramText

WEIGHTS = {
    **dict.fromkeys(("remark", "print", "function", "pick", "alarm", "color", "relay", "name", "turned", "order"), 2),
    **dict.fromkeys(("begin", "calm", "pulse", "end"), 1),
    "left": 0,  # right before cleanup: counts for relays alone
}
RESTS = frozenset(how for how, weight in WEIGHTS.items() if weight == 1)  # of several lamps, they tell nothing of one
ROW = 3  # chosen: so many lamps of one list
ENOUGH = 2  # chosen: a remark alone, or both levels at rest

LAMPS = (None, "led", "buzzer")  # roles whose wires kits lead to 3.3 V now and then; the others have a board between


class Polarity(NamedTuple):
    """Whether an output is on at low, whether the program says both, and whether it says anything."""

    at_low: bool
    is_unclear: bool
    is_said: bool


class LampLevels:
    """At which level the outputs of one program are on."""

    def __init__(self, text: ProgramText, names: PinNames) -> None:
        self._text = text
        self._names = names

    @cached_property
    def _words(self) -> list[Word]:
        return [*words_on_levels(self._text, self._names), *words_by_names(self._text, self._names)]

    def of(self, gpio: int, is_relay: bool = False) -> Polarity:
        """What the program says about this output. Without a word it is on at high."""
        words = [word for word in self._words if is_relay or word.how != "relay"]
        about = [word for word in words if gpio in word.gpios or not word.gpios]
        said = {at_low: {word.how for word in about if word.at_low is at_low} for at_low in (True, False)}
        for at_low in (True, False):
            if "color" in said[at_low] and "color" not in said[not at_low]:  # what it shows by name, it shows
                said[not at_low] -= RESTS
        both = said[True] & said[False] & RESTS
        low, high = (sum(WEIGHTS[how] for how in said[at_low] - both) for at_low in (True, False))
        if is_relay and not low and said[False] & {"end", "left"}:  # who leaves a relay low has let it go
            high = ENOUGH
        leaves_high = "end" in said[True] - both and not high
        is_row = any(word.how == "end" and word.at_low and len(word.gpios) >= ROW for word in about)
        at_low = (leaves_high and is_row) or (low >= ENOUGH and low > high)
        is_unclear = min(low, high) >= ENOUGH or (leaves_high and not at_low)
        return Polarity(at_low, is_unclear, at_low or high >= ENOUGH)

    @cached_property
    def channels(self) -> tuple[int, ...]:
        """The outputs of a lamp of three colors, as far as names tell."""
        return channels_of(self._names) or ()
