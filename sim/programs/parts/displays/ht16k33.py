"""HT16K33: LED driver of 16 bytes on I2C, behind digits, letters and matrices. Data sheet HT16K33 (Holtek, v1.10).

The chip does not know what is soldered to it. What a program is made for is in its words and in the bytes it sends.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator

from devices import Message
from sim.chips._bus_chips import ChipOnI2c
from sim.programs.parts.display import DisplayChip, PixelChip
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.picture import BLACK, Picture
from sim.programs.parts.segments import fourteen, seven
from sim.wires.i2c import Nack

MEMORY = 16
DATA, SYSTEM, SHOW, ROW_OR_KEY, DIM = (
    0x00,
    0x20,
    0x80,
    0xA0,
    0xE0,
)  # upper four bits of a command
BLINKS_HZ = (0.0, 2.0, 1.0, 0.5)  # bits 1 and 2 of the command that shows
DIGITS_AT, COLON_AT, COLON = (0, 2, 6, 8), 4, 0x02  # how digits of seven segments are wired
RED, GREEN, YELLOW, AMBER = (255, 60, 48), (60, 220, 80), (255, 210, 60), (255, 160, 40)
OWN_CLASS, NAMED, LEAST = 0.95, 0.7, 0.1
ADDRESSES = tuple(range(0x70, 0x78))  # data sheet, I2C address: three bridges


class Ht16k33Chip(ChipOnI2c, DisplayChip):
    """The memory and what is done with it."""

    def plug(self) -> None:
        self._reset()
        super().plug()
        self.on_bus(self.option("address", ADDRESSES[0]))

    def _reset(self) -> None:
        self.memory = bytearray(MEMORY)
        self._runs = self._shown = False
        self.blinks_hz = 0.0
        self.sixteenths = 16  # of the full brightness

    @property
    def lit(self) -> bool:
        """Whether its LEDs can light up."""
        return self._powered and self._runs and self._shown

    @property
    def state(self) -> Hashable:
        return (self.lit, bytes(self.memory))

    def power_changed(self) -> None:
        super().power_changed()
        self._reset()

    def write(self, data: bytes) -> None:
        """Take a command, or an address and what goes there and behind."""
        if not self._powered:
            raise Nack
        if not data:
            return
        command, low = data[0] & 0xF0, data[0] & 0x0F
        if command == DATA:
            for at, byte in enumerate(data[1:], low):
                self.memory[at % MEMORY] = byte
        elif command == SYSTEM:
            self._switch(bool(low & 1), self._shown)
        elif command == SHOW:
            self.blinks_hz = BLINKS_HZ[low >> 1 & 3]
            self._switch(self._runs, bool(low & 1))
        elif command == DIM:
            self.sixteenths = low + 1
        self.drawn()

    def read(self, count: int) -> bytes:
        """Give the memory; no key is pressed."""
        if not self._powered:
            raise Nack
        return bytes(self.memory).ljust(count, b"\0")[:count]

    def _switch(self, runs: bool, shown: bool) -> None:
        if self.lit and not (runs and shown):
            self.goes_dark()
        self._runs, self._shown = runs, shown

    def goes_dark(self) -> None:
        """The program is about to switch it off."""


class TextOnHt16k33(Ht16k33Chip):
    """Digits or letters in one line."""

    def plug(self) -> None:
        self._before: tuple[str, ...] = ()
        super().plug()

    def text(self) -> str:
        """What its segments say."""
        raise NotImplementedError

    @property
    def lines(self) -> tuple[str, ...]:
        return (self.text().rstrip() if self.lit else "",)

    @property
    def before_dark(self) -> tuple[str, ...]:
        return () if self.lit else self._before

    def goes_dark(self) -> None:
        self._before = self.lines


class DigitsChip(TextOnHt16k33):
    """Four digits of seven segments with a colon in their middle."""

    def text(self) -> str:
        left, middle, right = DIGITS_AT[:2], self.memory[COLON_AT], DIGITS_AT[2:]
        colon = ":" if middle & COLON else ""
        return "".join(seven(self.memory[at]) for at in left) + colon + "".join(seven(self.memory[at]) for at in right)


class LettersChip(TextOnHt16k33):
    """Four letters of fourteen segments."""

    def text(self) -> str:
        return "".join(fourteen(self.memory[at] | self.memory[at + 1] << 8) for at in range(0, 8, 2))


class MatrixChip(PixelChip, Ht16k33Chip):
    """A matrix of 8 by 8: a row is every second byte; its columns are the highest bit, then from the lowest on."""

    palette: tuple[tuple[int, int, int], ...] = (BLACK, AMBER)

    def pixels(self) -> Picture:
        rows = self._rows() if self.lit else (bytes(len(row)) for row in self._rows())
        return Picture(tuple(rows), self.palette)

    def _rows(self) -> Iterator[bytes]:
        for row in self.memory[::2]:
            yield bytes(row >> (x + 7) % 8 & 1 for x in range(8))


class WideMatrixChip(MatrixChip):
    """Sixteen by eight: the columns of the left half are the first bytes, those of the right half the second ones."""

    def _rows(self) -> Iterator[bytes]:
        columns = (*self.memory[::2], *self.memory[1::2])
        for y in range(8):
            yield bytes(column >> y & 1 for column in columns)


class DoubleMatrixChip(MatrixChip):
    """Sixteen by eight: two bytes are one row."""

    def _rows(self) -> Iterator[bytes]:
        for at in range(0, MEMORY, 2):
            row = self.memory[at] | self.memory[at + 1] << 8
            yield bytes(row >> x & 1 for x in range(16))


class BarChip(MatrixChip):
    """A bar of 24 in green and red: twelve at the lower four bits of three columns, twelve at the upper ones."""

    palette = (BLACK, GREEN, RED, YELLOW)

    def _rows(self) -> Iterator[bytes]:
        places = ((bar // 4 % 3 * 2, bar % 4 + bar // 12 * 4) for bar in range(24))
        yield bytes((self.memory[at + 1] >> bit & 1) | (self.memory[at] >> bit & 1) << 1 for at, bit in places)


class TwoColorMatrixChip(MatrixChip):
    """Eight by eight in green and red: a column is two bytes, the green one first."""

    palette = (BLACK, GREEN, RED, YELLOW)

    def _rows(self) -> Iterator[bytes]:
        for y in range(8):
            yield bytes((self.memory[x] >> y & 1) | (self.memory[x + 1] >> y & 1) << 1 for x in range(0, MEMORY, 2))


LATELY = 20  # exchanges that are looked at: what came before was looked at before


def _is_spoken_to_like_this(sent: bytes, asked: int) -> bool:
    """Its commands are one byte long, and nobody reads."""
    if not sent or asked:
        return not asked
    return sent[0] & 0xF0 == DATA or (len(sent) == 1 and sent[0] & 0xF0 in (SYSTEM, SHOW, ROW_OR_KEY, DIM))


def _fitting(usual: float, uses: Iterable[int], classes: str, words: str = "") -> Callable[[Talk], float]:
    """A judge of something that has LEDs at these bytes, and these classes or words in its programs."""
    unused = frozenset(range(MEMORY)) - frozenset(uses)

    def fits(talk: Talk) -> float:
        lately = talk.exchanges[-LATELY:]
        if not all(_is_spoken_to_like_this(sent, asked) for sent, asked in lately):
            return 0.0
        for sent, _ in lately:
            if len(sent) > 1 and any(byte and at % MEMORY in unused for at, byte in enumerate(sent[1:], sent[0])):
                return LEAST
        return OWN_CLASS if talk.says(*classes.split()) else NAMED if talk.says(*words.split()) else usual

    return fits


def _kind(name: str, chip: type[Ht16k33Chip], what: Message, fits: Callable[[Talk], float]) -> PartKind:
    libraries = ("adafruit_ht16k33", "Adafruit_LED_Backpack")
    return PartKind(f"ht16k33_{name}", chip, what, I2C, (), addresses=ADDRESSES, libraries=libraries, fits=fits)


EVEN, ALL = range(0, MEMORY, 2), range(MEMORY)
SIXTEEN_BY_EIGHT = Message("script.kind.matrix_16", "HT16K33, LED matrix of 16 by 8")
KINDS = (
    _kind("digits", DigitsChip, Message("script.kind.digits", "HT16K33, four digits of seven segments"),
          _fitting(0.5, (*DIGITS_AT, COLON_AT), "seg7x4 bigseg7x4 sevensegment", "seven segment digit digits")),
    _kind("letters", LettersChip, Message("script.kind.letters", "HT16K33, four letters of fourteen segments"),
          _fitting(0.4, range(8), "seg14x4 alphanum4", "alphanumeric fourteen seg14")),
    _kind("matrix", MatrixChip, Message("script.kind.matrix", "HT16K33, LED matrix of 8 by 8"),
          _fitting(0.45, EVEN, "matrix8x8", "matrix dot rows")),
    _kind("colors", TwoColorMatrixChip, Message("script.kind.matrix_colors", "HT16K33, LED matrix in green and red"),
          _fitting(0.4, ALL, "matrix8x8x2 bicolormatrix8x8", "bicolor")),
    _kind("bar", BarChip, Message("script.kind.bar_24", "HT16K33, bar of 24 in green and red"),
          _fitting(0.2, range(6), "bicolor24 bicolorbargraph24", "bargraph")),
    _kind("wide", WideMatrixChip, SIXTEEN_BY_EIGHT, _fitting(0.35, ALL, "matrix16x8")),
    _kind("double", DoubleMatrixChip, SIXTEEN_BY_EIGHT, _fitting(0.3, ALL, "matrixbackpack16x8")),
)  # fmt: skip
