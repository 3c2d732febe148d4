"""TM1637: four digits with a colon on two wires, CLK and DIO. Data sheet TM1637 (Titan Micro Electronics, V2.4).

DIO falls while CLK is high: begin. Bits come with the lowest first and go in when CLK rises; a ninth pulse is for the
chip's answer. DIO rises while CLK is high: end.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from devices import Message
from sim.programs.parts.display import SEEN_S, DisplayChip
from sim.programs.parts.driven.claim import Claim, Seen
from sim.programs.parts.driven.driven_chip import DrivenChip
from sim.programs.parts.driven.stream import Stream
from sim.programs.parts.kind import GPIO, PartKind
from sim.programs.parts.segments import seven
from sim.wires.journal import FREE, HIGH

DIGITS = 6  # the chip drives six; modules have four
SOLD = 4
COLON_AT = 1  # modules with a colon have it on the point of the second digit
DATA, FIXED, ADDRESS, CONTROL = 0x40, 0x44, 0xC0, 0x80  # table of commands
ON = 0x08
BITS = 8
SURE = 3  # chosen: commands that make sense
MAX_LOOK = 3000  # entries

TM1637 = Message("script.kind.tm1637", "TM1637, display of four digits (data, clock)")


class Reader:
    """Finds the bytes between begin and end. `take` gives each whole message."""

    def __init__(self, clock: int, data: int) -> None:
        self._clock, self._data = clock, data
        self._clock_high = self._data_high = True
        self._bits: list[bool] = []
        self._bytes: bytearray | None = None
        self._answers = False

    def take(self, codes: bytes | bytearray) -> Iterator[bytes]:
        """Go on with these changes of the two wires; what was let go is high."""
        for code in codes:
            gpio, high = code >> 2, code & 3 in (HIGH, FREE)
            if gpio == self._clock and high is not self._clock_high:
                self._clock_high = high
                self._clocked(high)
            elif gpio == self._data and high is not self._data_high:
                self._data_high = high
                if self._clock_high and not self._answers:
                    if not high:
                        self._bytes, self._bits = bytearray(), []
                    elif self._bytes is not None:
                        yield bytes(self._bytes)
                        self._bytes = None

    @property
    def waits_after(self) -> bytes | None:
        """What was said since the begin, while an answer to it is due; otherwise None."""
        if self._bytes is None:
            return None
        if len(self._bits) == BITS:  # the clock has not risen for the answer yet
            return bytes((*self._bytes, self._byte))
        return bytes(self._bytes) if self._answers else None

    @property
    def _byte(self) -> int:
        return sum(bit << place for place, bit in enumerate(self._bits))

    def _clocked(self, high: bool) -> None:
        if self._bytes is None:
            return
        if not high:
            if self._answers:
                self._answers = False
        elif len(self._bits) == BITS:
            self._bytes.append(self._byte)
            self._bits = []
            self._answers = True
        else:
            self._bits.append(self._data_high)


class Tm1637Chip(DrivenChip, DisplayChip):
    """One display. Its pins are DIO and CLK."""

    takes_bits = True

    def plug(self) -> None:
        self._segments = bytearray(DIGITS)
        self._is_on = False
        super().plug()
        DisplayChip.plug(self)

    def begin(self) -> None:
        data, clock = self.pins
        self._reader = Reader(clock, data)

    @property
    def lines(self) -> tuple[str, ...]:
        if not self._is_on:
            return ("",)
        last = max([SOLD, *(place + 1 for place in range(DIGITS) if self._segments[place])])
        text = ""
        for place in range(last):
            shown = seven(self._segments[place])
            text += shown.replace(".", ":") if place == COLON_AT and last == SOLD else shown
        return (text.rstrip(),)

    def follow(self, stream: Stream, now_s: float) -> None:
        for burst in stream.bursts(SEEN_S):
            self.heard_s = burst.times[0]
            self.redraws()
            for message in self._reader.take(burst.codes):
                self._obey(message)

    def _obey(self, message: bytes) -> None:
        if not message:
            return
        command = message[0] & 0xC0
        if command == CONTROL:
            self._is_on = bool(message[0] & ON)
        elif command == ADDRESS:
            for place, byte in enumerate(message[1:], message[0] & 0x07):
                if place < DIGITS:
                    self._segments[place] = byte
        self.drawn()


def recognize(seen: Seen) -> Claim | None:
    """Two wires with begin, end, and commands of a TM1637."""
    wires = [gpio for gpio in seen.outputs if gpio not in seen.wavy and seen.rises(gpio) >= BITS]
    for clock, data in permutations(wires, 2):
        codes = seen.stream.of((clock, data)).codes[:MAX_LOOK]
        messages = [each for each in Reader(clock, data).take(codes) if each]
        good = [each for each in messages if _is_command(each)]
        kinds = {each[0] & 0xC0 for each in good}
        if len(good) >= SURE and len(good) >= 0.9 * len(messages) and {ADDRESS, DATA} <= kinds:
            return Claim("tm1637", (data, clock))
    return None


def _is_command(message: bytes) -> bool:
    first = message[0]
    if first in (DATA, FIXED) or CONTROL <= first < CONTROL + 16:
        return len(message) == 1
    return ADDRESS <= first < ADDRESS + DIGITS and 2 <= len(message) <= DIGITS + 1


KINDS = (PartKind("tm1637", Tm1637Chip, TM1637, GPIO, (), needs_partner=True),)
RECOGNIZERS = ((20, recognize),)
