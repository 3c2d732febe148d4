"""MAX7219 on three plain pins (DIN, CS, CLK): pairs of a register and a byte, taken over when CS rises.

Data sheet MAX7219/MAX7221 (Maxim 19-4452), tables 1 and 2.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from devices import Message
from sim.programs.parts.display import SEEN_S, DisplayChip
from sim.programs.parts.displays.max7219 import (
    DECODE,
    INTENSITY,
    SCAN,
    SHUTDOWN,
    TEST,
    DigitsOnMax7219,
    MatrixOnMax7219,
    Max7219Chip,
    are_letters,
    at_power_on,
)
from sim.programs.parts.driven.claim import Claim, Seen
from sim.programs.parts.driven.driven_chip import DrivenChip
from sim.programs.parts.driven.lights.shift_register import three_wires
from sim.programs.parts.driven.stream import Stream
from sim.programs.parts.kind import GPIO, PartKind
from sim.wires.journal import HIGH, LOW

PAIR = 16  # bits
SETTINGS = {DECODE, INTENSITY, SCAN, TEST}
FEWEST = 2  # chosen: so many of the settings, and the end of the shutdown, are no accident

MATRIX = Message("script.kind.max7219_on_pins", "MAX7219, LED matrix on pins (data, select, clock)")
EIGHT_DIGITS = Message("script.kind.max7219_digits_on_pins", "MAX7219, eight digits on pins (data, select, clock)")


class _OnPins(DrivenChip, Max7219Chip):
    """The chips of one chain. Their pins are DIN, CS and CLK."""

    takes_bits = True

    def plug(self) -> None:
        self._chain = [at_power_on()]
        self._before = ()
        self._last_lit: tuple[str, ...] = ()
        self._turns = 0
        super().plug()
        DisplayChip.plug(self)

    def begin(self) -> None:
        self._words = _Words(*self.pins)

    def follow(self, stream: Stream, now_s: float) -> None:
        for burst in stream.bursts(SEEN_S):
            self.heard_s = burst.times[0]
            for word in self._words.take(burst.codes):
                if len(word) % 2 == 0:
                    Max7219Chip.transfer(self, word)

    def as_json(self) -> dict[str, Any]:
        return {}


class MatrixOnPins(_OnPins, MatrixOnMax7219):
    """Matrices of eight by eight."""


class DigitsOnPins(_OnPins, DigitsOnMax7219):
    """Digits."""


class _Words:
    """The bytes between two rises of the select wire."""

    def __init__(self, data: int, select: int, clock: int) -> None:
        self._codes = {4 * data + LOW: False, 4 * data + HIGH: True}
        self._rise, self._select = 4 * clock + HIGH, 4 * select + HIGH
        self._data = False
        self._bits = self._count = 0

    def take(self, codes: Sequence[int]) -> Iterator[bytes]:
        """Go on with these changes."""
        for code in codes:
            if code == self._rise:
                self._bits, self._count = self._bits << 1 | self._data, self._count + 1
            elif code in self._codes:
                self._data = self._codes[code]
            elif code == self._select:
                if self._count and self._count % 8 == 0:
                    yield self._bits.to_bytes(self._count // 8, "big")
                self._bits = self._count = 0


def recognize(seen: Seen) -> Claim | None:
    """Three wires with pairs of bytes whose first ones are registers, the settings among them."""
    wires = three_wires(seen)
    if wires is None:
        return None
    pins = (wires.data, wires.latch, wires.clock)
    words = list(_Words(*pins).take(seen.stream.codes))
    if not words or any(len(word) % 2 or max(word[::2]) > TEST for word in words):
        return None
    said = {(word[place], word[place + 1]) for word in words for place in range(0, len(word), 2)}
    registers = {register for register, _ in said}
    if (SHUTDOWN, 1) not in said or len(registers & SETTINGS) < FEWEST:
        return None
    decodes = any(register == DECODE and value for register, value in said)
    is_digits = decodes or (seen.mentions("segment", "sevenseg", "digit", "digits") and are_letters(said))
    return Claim("max7219_digits_on_pins" if is_digits else "max7219_on_pins", pins)


KINDS = (
    PartKind("max7219_on_pins", MatrixOnPins, MATRIX, GPIO, (), needs_partner=True),
    PartKind("max7219_digits_on_pins", DigitsOnPins, EIGHT_DIGITS, GPIO, (), needs_partner=True),
)
RECOGNIZERS = ((30, recognize),)
