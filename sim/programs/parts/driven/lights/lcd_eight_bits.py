"""LCD 1602 or 2004 on plain pins with eight data wires: an HD44780 that takes a whole byte at each fall of its enable.

Data sheet HD44780U (Hitachi), figure 23 and table 6: a program begins with the function (0x38), switches the display on
(0x0C), sets the direction (0x06) and clears it (0x01). The wires that these have in common tell most of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import islice, permutations, product

from devices import Message
from sim.programs.parts.driven.claim import Claim, Seen
from sim.programs.parts.driven.lights.lcd_on_pins import FIRST, LETTERS, MOST_WIRES, OTHERS, LcdOnPinsChip, falls_of
from sim.programs.parts.kind import GPIO, PartKind

FEWEST = 6  # chosen: falls; four instructions and two letters
BEGIN = 10  # chosen: the instructions are among so many falls
PATIENT = 40  # chosen: falls without a move to another line: there is one line, or the wire of bit 7 is not driven
FUNCTIONS = range(0x30, 0x40)  # eight data wires
SWITCHED_ON = range(0x0C, 0x10)
HIGHEST = frozenset(("d7", "db7"))

LCD = Message("script.kind.lcd_eight_bits", "LCD with an HD44780 on pins, eight data wires")
Wires = frozenset[int]


class LcdEightBitsChip(LcdOnPinsChip):
    """Its pins are RS, E, and D0 to D7 in their order; D7 may be missing. Its R/W wire is at ground."""

    def take(self, data: int, is_text: bool) -> None:
        self._letters.byte(data, is_text)


def recognize(seen: Seen) -> Claim | None:
    """An enable wire at whose falls the others begin with a function of eight wires, and go on as an LCD needs it."""
    for enable in seen.outputs:
        if enable in seen.wavy or seen.rises(enable) < FEWEST:
            continue
        falls = list(islice(falls_of(seen.stream, enable), FIRST))
        if len(falls) < FEWEST:
            continue
        worth = {order: _worth(falls, order) for order in _orders(falls)}
        likely = {order: each + len(falls) * _is_in_order(order, seen) for order, each in worth.items() if each > 0}
        if not likely:
            continue
        best = max(likely, key=likely.__getitem__)
        if best[-1] is None:
            highest = _highest(seen, {enable, *best})
            if highest is None and len(falls) < PATIENT and not seen.is_over:
                return None
            best = (*best[:-1], highest)
        rs, *data = (gpio for gpio in best if gpio is not None)
        return Claim("lcd_eight_bits", (rs, enable, *data))
    return None


def _is_in_order(order: Sequence[int | None], seen: Seen) -> bool:
    """Whether the program took the data wires in the order of their bits, upwards or downwards, as lists have them."""
    places = [seen.order.index(gpio) for gpio in order[1:] if gpio is not None]
    return places in (sorted(places), sorted(places, reverse=True))


def _highest(seen: Seen, others: Set[int | None]) -> int | None:
    """The wire of bit 7, which has not moved yet: by its name."""
    still = [gpio for gpio in seen.outputs if gpio not in others]
    called = [gpio for gpio in still if seen.header.names(gpio) & HIGHEST]
    return called[0] if len(called) == 1 else None


def _orders(falls: Sequence[Wires]) -> Iterator[tuple[int | None, ...]]:
    """RS and D0 to D7 in every order in which the first instructions make sense; None for a D7 that has not moved."""
    moving = {gpio for high in falls for gpio in high}
    begin = list(dict.fromkeys(falls[:BEGIN]))
    function = begin[0]
    for cleared, mode, on in product(begin, begin, begin):
        if len(cleared) == 1 and len(mode) == 2 and len(on) >= 2 and len(on & function) == 1 and not mode & cleared:
            (bit_0,), (bit_3,) = cleared, on & function
            for (bit_1, bit_2), (bit_4, bit_5) in product(
                permutations(mode), permutations(function - {bit_3, *mode}, 2)
            ):
                if bit_2 in on and bit_3 not in mode and on <= {bit_0, bit_1, bit_2, bit_3}:
                    low = (bit_0, bit_1, bit_2, bit_3, bit_4, bit_5)
                    rest = sorted(moving.difference(low))[:MOST_WIRES]
                    for rs, bit_6 in permutations(rest, 2):
                        for bit_7 in (None, *(gpio for gpio in rest if gpio not in (rs, bit_6))):
                            yield (rs, *low, bit_6, bit_7)


def _worth(falls: Sequence[Wires], order: Sequence[int | None]) -> int:
    """How much sense the bytes make that come in this order; 0 without a function, the display on, and a letter."""
    rs, *data = order
    said = [(rs in high, sum(1 << bit for bit, gpio in enumerate(data) if gpio in high)) for high in falls]
    orders = {byte for is_text, byte in said if not is_text}
    texts = [byte for is_text, byte in said if is_text]
    if not any(byte in LETTERS for byte in texts) or orders.isdisjoint(FUNCTIONS) or orders.isdisjoint(SWITCHED_ON):
        return 0
    if any(byte not in FUNCTIONS and byte not in OTHERS and byte < 0x40 for byte in orders):
        return 0
    strange = len({gpio for high in falls for gpio in high}.difference(order))
    return sum(map(_likely, texts)) + 2 * (len(said) - len(texts)) - len(falls) * strange


def _likely(byte: int) -> int:
    """How often a program shows this letter, roughly."""
    letter = chr(byte)
    if byte not in LETTERS:
        return -3
    return 3 if letter.islower() or letter.isdigit() or letter == " " else 2 if letter.isupper() else 1


KINDS = (PartKind("lcd_eight_bits", LcdEightBitsChip, LCD, GPIO, (), needs_partner=True),)
RECOGNIZERS = ((11, recognize),)
