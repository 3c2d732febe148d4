"""APA102 and SK9822, colored LEDs on a data and a clock wire, as on a Blinkt: by hand on two pins, or on the SPI port.

Data sheet APA102 (Shenzhen LED Color): 32 bits of 0 begin; each LED has 111, five bits of brightness, blue, green, red,
the highest bit first, taken when the clock rises. What ends a picture differs: zeros, or 32 bits of 1 and more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import permutations

from devices import Message
from sim.programs.parts.display import SEEN_S
from sim.programs.parts.displays.led_strip import DARK, LedStripChip
from sim.programs.parts.driven.claim import Claim, Seen
from sim.programs.parts.driven.driven_chip import DrivenChip
from sim.programs.parts.driven.stream import Stream
from sim.programs.parts.kind import GPIO, SPI, PartKind, Talk
from sim.wires.journal import FREE, HIGH
from sim.wires.spi import PORT
from sim.wires.strips import Color

BEGIN_BITS, WORD_BITS = 32, 32
MARK, MARK_AT = 0b111, 29
BRIGHTEST = 31
ONES = 0xFFFFFFFF
WORDS = ("apa102", "dotstar", "blinkt", "sk9822")
SURE = 3  # chosen: so many LEDs are no accident
MOST_WIRES = 8  # chosen: who drives more wires by hand has them tried two by two no more
MAX_LOOK = 6000  # entries, or bytes

ON_PINS = Message("script.kind.apa102", "APA102, colored LEDs (data, clock)")
ON_SPI = Message("script.kind.apa102_on_spi", "APA102, colored LEDs on the SPI port")


class Pictures:
    """Finds the words of the LEDs in bits. `shown` are those of the picture that came last, or comes."""

    def __init__(self) -> None:
        self.shown: list[int] = []
        self._is_open = False
        self._zeros = self._word = self._bits = 0

    def take(self, bits: Iterable[int]) -> None:
        """Go on with these bits."""
        for bit in bits:
            if self._is_open:
                self._word, self._bits = self._word << 1 | bit, self._bits + 1
                if self._bits == WORD_BITS:
                    self._whole()
            elif not bit:
                self._zeros += 1
            elif self._zeros >= BEGIN_BITS:
                self._is_open, self.shown, self._word, self._bits = True, [], 1, 1
            else:
                self._zeros = 0

    def _whole(self) -> None:
        word, self._word, self._bits = self._word, 0, 0
        if word >> MARK_AT == MARK:
            self.shown.append(word)
        else:
            self._is_open, self._zeros = False, 0 if word else WORD_BITS


class Apa102(LedStripChip):
    """The colors of one strip. How many LEDs it has shows when it is sent: ones at the end are no white LEDs of it."""

    def plug(self) -> None:
        self._pictures, self._count = Pictures(), 0
        super().plug()

    def take(self, bits: Iterable[int]) -> None:
        """Show what these bits draw."""
        self._pictures.take(bits)
        words = self._pictures.shown
        own = len(words)
        while own and words[own - 1] == ONES:
            own -= 1
        self._count = max(self._count, own)
        colors = [_color(word) for word in words[: self._count]]
        colors += (self.colors[len(colors) :] or (DARK,) * self._count)[: self._count - len(colors)]
        if tuple(colors) != self.colors:
            self.show(colors)


def _color(word: int) -> Color:
    bright = word >> 24 & BRIGHTEST
    red, green, blue = (round((word >> at & 0xFF) * bright / BRIGHTEST) for at in (0, 8, 16))
    return red, green, blue


class Apa102Chip(DrivenChip, Apa102):
    """Its pins are data and clock."""

    def plug(self) -> None:
        Apa102.plug(self)
        DrivenChip.plug(self)

    def begin(self) -> None:
        self._high = False
        for gpio in self.pins:
            self.pi.pins[gpio].clocked = True

    def follow(self, stream: Stream, now_s: float) -> None:
        data, clock = self.pins
        for burst in stream.bursts(SEEN_S):
            self.heard_s = burst.times[0]
            bits, self._high = _bits_in(burst.codes, data, clock, self._high)
            self.take(bits)


class Apa102SpiChip(Apa102):
    """They have no chip select: they stand at the one that the program opens."""

    def plug(self) -> None:
        super().plug()
        self.pi.spi.attach(PORT, self.option("device", 0), self)

    def transfer(self, data: Sequence[int]) -> list[int]:
        """Take bytes, the highest bit first."""
        self.take(_bits_of(bytes(data)))
        return [0] * len(data)


def _bits_in(codes: bytes | bytearray, data: int, clock: int, is_high: bool = False) -> tuple[list[int], bool]:
    """The level of the data wire at each rise of the clock, and the one that it has in the end."""
    bits = []
    rises = 4 * clock + HIGH
    for code in codes:
        if code >> 2 == data and code & 3 != FREE:
            is_high = code & 3 == HIGH
        elif code == rises:
            bits.append(int(is_high))
    return bits, is_high


def _bits_of(data: bytes) -> list[int]:
    return [byte >> place & 1 for byte in data for place in range(7, -1, -1)]


def recognize(seen: Seen) -> Claim | None:
    """Two wires with a begin and the words of LEDs behind it."""
    wires = [gpio for gpio in seen.outputs if gpio not in seen.wavy]
    clocks = [gpio for gpio in wires if seen.rises(gpio) > BEGIN_BITS + WORD_BITS]
    fewest = 1 if seen.mentions(*WORDS) else SURE
    for data, clock in permutations(wires, 2) if len(wires) <= MOST_WIRES else ():
        if clock in clocks:
            pictures = Pictures()
            pictures.take(_bits_in(seen.stream.of((data, clock)).codes[:MAX_LOOK], data, clock)[0])
            if len([word for word in pictures.shown if word != ONES]) >= fewest:
                return Claim("apa102", (data, clock))
    return None


def _fits(talk: Talk) -> float:
    """What is sent begins with zeros, and goes on with words of LEDs."""
    sent = b"".join(each for each, _ in talk.exchanges)
    if len(talk.exchanges) == 1 and sent == bytes(BEGIN_BITS // 8):
        return 0.3  # the zeros alone: the words may come with transactions of their own
    if sent[: BEGIN_BITS // 8] != bytes(BEGIN_BITS // 8):
        return 0.0  # a display is sent thousands of bytes: none of them is looked at
    pictures = Pictures()
    pictures.take(_bits_of(sent[:MAX_LOOK]))
    return 0.95 if any(word != ONES for word in pictures.shown) else 0.0


KINDS = (
    PartKind("apa102", Apa102Chip, ON_PINS, GPIO, (), needs_partner=True),
    PartKind("apa102_on_spi", Apa102SpiChip, ON_SPI, SPI, (), libraries=("adafruit_dotstar",), fits=_fits),
)
RECOGNIZERS = ((35, recognize),)
