"""LCD 1602 or 2004 on plain pins: an HD44780 that takes half a byte at each fall of its enable wire.

Data sheet HD44780U (Hitachi), figure 24: a program that wants four data wires begins with 3, 3, 3, 2 on them. By that,
and by the instructions that follow, each wire is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, permutations

from devices import Message
from sim.programs.parts.display import SEEN_S, DisplayChip
from sim.programs.parts.driven.claim import Claim, Seen
from sim.programs.parts.driven.driven_chip import DrivenChip
from sim.programs.parts.driven.stream import Stream
from sim.programs.parts.hd44780 import Hd44780
from sim.programs.parts.kind import GPIO, PartKind
from sim.wires.journal import FREE, HIGH, LOW

BEGIN = 4  # 3, 3, 3, 2
FIRST = 60  # chosen: falls that are looked at
FEWEST = 12  # the beginning, and four instructions
MOST_WIRES = 6  # chosen: more than these come into question only in a program that moves much else
FUNCTIONS = (0x20, 0x24, 0x28, 0x2C)  # table 6: four data wires
OTHERS = (0x01, 0x02, 0x04, 0x06, 0x08, 0x0C, 0x0D, 0x0E, 0x0F, 0x10, 0x14)
LETTERS = range(0x20, 0x7F)
OWN_LETTERS = range(0x40, 0x80, 8)  # table 6: where the eight that a program draws itself begin
ROWS = range(0x20)  # of such a drawing

LCD = Message("script.kind.lcd_on_pins", "LCD with an HD44780 on pins")


class LcdOnPinsChip(DrivenChip, DisplayChip):
    """Its pins are RS, E, D4, D5, D6 and D7; its R/W wire is at ground."""

    takes_bits = True

    def plug(self) -> None:
        self._letters = Hd44780()
        super().plug()
        DisplayChip.plug(self)

    def begin(self) -> None:
        self._bits = {4 * gpio + HIGH: 1 << place for place, gpio in enumerate(self.pins)}
        self._enable = 4 * self.pins[1]
        self._levels = 0

    @property
    def lines(self) -> tuple[str, ...]:
        return self._letters.lines

    def follow(self, stream: Stream, now_s: float) -> None:
        for burst in stream.bursts(SEEN_S):
            self.heard_s = burst.times[0]
            self.redraws()
            self._take(burst.codes)
        if stream.codes:
            self.drawn()

    def _take(self, codes: bytearray) -> None:
        levels, bits, enable = self._levels, self._bits, self._enable
        for code in codes:
            kind = code & 3
            if kind == HIGH:
                levels |= bits[code]
            elif kind != FREE:
                if code == enable + LOW and levels & 2:
                    self.take(levels >> 2, bool(levels & 1))
                levels &= ~bits[code - LOW + HIGH]
        self._levels = levels

    def take(self, data: int, is_text: bool) -> None:
        """Hand on what stood on the data wires at a fall of the enable wire."""
        self._letters.nibble(data, is_text)


def recognize(seen: Seen) -> Claim | None:
    """An enable wire at whose falls the others begin with 3, 3, 3, 2, and go on with instructions and letters."""
    for enable in seen.outputs:
        if enable in seen.wavy or seen.rises(enable) < FEWEST:
            continue
        falls = list(islice(falls_of(seen.stream, enable), FIRST))
        if len(falls) >= 2 * BEGIN and falls[0:6:2] == [falls[0]] * 3 and falls[1:6:2] == [falls[1]] * 3:
            falls = [*falls[1 : 2 * BEGIN : 2], *falls[2 * BEGIN :]]  # 03, 03, 03, 02 in whole bytes, as RPLCD does it
        if len(falls) < FEWEST or not falls[0] == falls[1] == falls[2]:
            continue
        order = _order(falls, [gpio for gpio in seen.outputs if gpio != enable])
        if order is not None:
            rs, *data = order
            return Claim("lcd_on_pins", (rs, enable, *data))
    return None


def falls_of(stream: Stream, enable: int) -> Iterator[frozenset[int]]:
    """The wires that are high at each fall of the enable wire."""
    high: set[int] = set()
    for code in stream.codes:
        gpio = code >> 2
        if code & 3 == HIGH:
            high.add(gpio)
        elif code & 3 == LOW:
            if gpio == enable and gpio in high:
                yield frozenset(high - {enable})
            high.discard(gpio)


def _order(falls: Sequence[frozenset[int]], wires: Sequence[int]) -> tuple[int, ...] | None:
    """RS, D4, D5, D6 and D7, or None when no order of these wires makes sense."""
    moving = [gpio for gpio in wires if 0 < sum(gpio in high for high in falls) < len(falls)]
    fours = [gpio for gpio in moving if gpio in falls[0] and gpio not in falls[3]]
    fives = [gpio for gpio in moving if gpio in falls[0] and gpio in falls[3]]
    rest = [gpio for gpio in moving if gpio not in falls[0] and gpio not in falls[3]][:MOST_WIRES]
    best, most = None, 0
    for four in fours:
        for five in fives:
            for rs, six, seven in permutations(rest, 3):
                worth = _worth(falls, (rs, four, five, six, seven))
                if worth > most:
                    best, most = (rs, four, five, six, seven), worth
    return best


def _worth(falls: Sequence[frozenset[int]], order: Sequence[int]) -> int:
    """How much sense the bytes make that come in this order; 0 without a function, the display on, and a letter."""
    rs, *data = order
    said: list[tuple[bool, int]] = []
    for at in range(BEGIN, len(falls) - 1, 2):
        byte = 0
        for high in falls[at : at + 2]:
            byte = byte << 4 | sum(1 << bit for bit, gpio in enumerate(data) if gpio in high)
        said.append((rs in falls[at], byte))
    orders = {byte for is_text, byte in said if not is_text}
    letters = _letters(said)
    if not letters or not orders & set(FUNCTIONS) or not orders & {0x0C, 0x0D, 0x0E, 0x0F}:
        return 0
    good = sum(
        byte in FUNCTIONS or byte in OTHERS or byte >= 0x80 or byte in OWN_LETTERS
        for is_text, byte in said
        if not is_text
    )
    usual = (0x28 in orders) + (0x06 in orders) + (0x01 in orders)
    return 2 * (good + letters + usual) - len(said)


def _letters(said: Sequence[tuple[bool, int]]) -> int:
    """How many are letters, or rows of a letter that is drawn."""
    found, draws = 0, False
    for is_text, byte in said:
        if is_text:
            found += byte in (ROWS if draws else LETTERS)
        else:
            draws = byte in OWN_LETTERS
    return found


KINDS = (PartKind("lcd_on_pins", LcdOnPinsChip, LCD, GPIO, (), needs_partner=True),)
RECOGNIZERS = ((10, recognize),)
