"""TM1638: eight digits and eight LEDs on three wires, STB, CLK and DIO. Data sheet TM1638 (Titan Micro, V1.3).

STB falls: begin, and the first byte is a command; STB rises: end. Bits come with the lowest first and go in when CLK
rises. Even addresses are digits, odd ones the LED beside each.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from devices import Message
from sim.programs.parts.display import SEEN_S, DisplayChip
from sim.programs.parts.driven.claim import Claim, Seen
from sim.programs.parts.driven.driven_chip import DrivenChip
from sim.programs.parts.driven.stream import FREE, HIGH, LOW, Stream
from sim.programs.parts.kind import GPIO, PartKind
from sim.programs.parts.segments import seven

BITS = 8
CELLS = 16  # of its memory
DATA, ADDRESS, CONTROL = 0x40, 0xC0, 0x80  # section 5: the two highest bits of a command
FIXED, READ_KEYS = 0x04, 0x02  # of a data command
ON = 0x08
SURE = 3  # chosen: messages that make sense
MAX_LOOK = 3000  # entries
LIT, DARK = "●", "·"

TM1638 = Message("script.kind.tm1638", "TM1638, eight digits and eight LEDs (data, clock, strobe)")


class Reader:
    """Finds the bytes between the fall and the rise of STB. `take` gives each whole message."""

    def __init__(self, data: int, clock: int, strobe: int) -> None:
        self._data, self._clock, self._strobe = data, clock, strobe
        self._bit = self._clock_high = False
        self._bits: list[bool] | None = None

    def take(self, codes: bytes | bytearray) -> Iterator[bytes]:
        """Go on with these changes of the three wires."""
        for code in codes:
            gpio, high = code >> 2, code & 3 in (HIGH, FREE)
            if gpio == self._data:
                self._bit = high
            elif gpio == self._clock:
                if high and not self._clock_high and self._bits is not None:
                    self._bits.append(self._bit)
                self._clock_high = high
            elif gpio == self._strobe and code & 3 == LOW:
                self._bits = []
            elif gpio == self._strobe and self._bits is not None:
                yield _bytes(self._bits)
                self._bits = None


def _bytes(bits: list[bool]) -> bytes:
    """Whole bytes, the lowest bit first; what is left over is none."""
    whole = range(0, len(bits) - len(bits) % BITS, BITS)
    return bytes(sum(bits[start + place] << place for place in range(BITS)) for start in whole)


class Tm1638Chip(DrivenChip, DisplayChip):
    """One board. Its pins are DIO, CLK and STB."""

    takes_bits = True

    def plug(self) -> None:
        self._cells = bytearray(CELLS)
        self._is_on = self._is_fixed = False
        super().plug()
        DisplayChip.plug(self)

    def begin(self) -> None:
        self._reader = Reader(*self.pins)

    @property
    def lines(self) -> tuple[str, ...]:
        if not self._is_on:
            return ("",)
        text = "".join(map(seven, self._cells[::2])).rstrip()
        lamps = self._cells[1::2]
        return (text, "".join(LIT if each else DARK for each in lamps)) if any(lamps) else (text,)

    def follow(self, stream: Stream, now_s: float) -> None:
        for burst in stream.bursts(SEEN_S):
            self.heard_s = burst.times[0]
            self.redraws()
            for message in filter(None, self._reader.take(burst.codes)):
                self._obey(message)

    def _obey(self, message: bytes) -> None:
        command = message[0] & 0xC0
        if command == CONTROL:
            self._is_on = bool(message[0] & ON)
        elif command == DATA:
            self._is_fixed = bool(message[0] & FIXED)
        elif command == ADDRESS:
            first = message[0] & 0x0F
            for offset, byte in enumerate(message[1:]):
                self._cells[first if self._is_fixed else (first + offset) % CELLS] = byte
        self.drawn()


def recognize(seen: Seen) -> Claim | None:
    """Three wires with a strobe, and the commands of a TM1638 in each message."""
    wires = [gpio for gpio in seen.outputs if gpio not in seen.wavy]
    clocks = [gpio for gpio in wires if seen.rises(gpio) >= BITS]
    for clock in clocks:
        for data, strobe in permutations([gpio for gpio in wires if gpio != clock], 2):
            if seen.falls(strobe) < SURE or seen.rises(strobe) * BITS > seen.rises(clock) + BITS:
                continue
            codes = seen.stream.of((data, clock, strobe)).codes[:MAX_LOOK]
            messages = list(Reader(data, clock, strobe).take(codes))
            kinds = {each[0] & 0xC0 for each in messages if _is_command(each)}
            if len(messages) >= SURE and all(map(_is_command, messages)) and kinds == {DATA, ADDRESS, CONTROL}:
                return Claim("tm1638", (data, clock, strobe))
    return None


def _is_command(message: bytes) -> bool:
    """Whether a message begins as the chip's messages do, and is as long as they are."""
    if not message:
        return False
    first, kind = message[0], message[0] & 0xC0
    if kind == ADDRESS:
        return first < ADDRESS + CELLS and 2 <= len(message) <= CELLS + 1
    return len(message) == 1 and (
        (kind == CONTROL and first < CONTROL + 2 * ON) or first in (DATA, DATA | FIXED, DATA | READ_KEYS)
    )


KINDS = (PartKind("tm1638", Tm1638Chip, TM1638, GPIO, (), needs_partner=True),)
RECOGNIZERS = ((25, recognize),)
