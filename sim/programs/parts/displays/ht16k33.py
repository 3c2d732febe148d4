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
from sim.programs.parts.quantities import Quantity
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
INTERRUPT = 0x60  # the address of the flag: a key is pressed
RED, GREEN, YELLOW, AMBER = (255, 60, 48), (60, 220, 80), (255, 210, 60), (255, 160, 40)
OWN_CLASS, NAMED, LEAST = 0.95, 0.7, 0.1
KEY_ROWS, KEY_COLUMNS, KEYS_AT = 3, 13, 0x40  # data sheet, key data RAM: 13 bits for each KS wire, in two bytes
KEYS = {f"ks{row}_k{column}_pressed": (row, column) for row in range(KEY_ROWS) for column in range(1, KEY_COLUMNS + 1)}
SWITCH_CHANNELS = (0x01, 0x02, 0x04, 0x08, 0x10)  # alone they choose a bus of a TCA9548, which has these addresses, too
ADDRESSES = tuple(range(0x70, 0x78))  # data sheet, I2C address: three bridges


class Ht16k33Chip(ChipOnI2c, DisplayChip):
    """The memory and what is done with it."""

    def plug(self) -> None:
        self._reset()
        super().plug()
        self.on_bus(self.option("address", ADDRESSES[0]))

    def _reset(self) -> None:
        self.memory = bytearray(MEMORY)
        self._read_at = 0
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
        self.redraws()
        command, low = data[0] & 0xF0, data[0] & 0x0F
        if command in (DATA, KEYS_AT, INTERRUPT):
            self._read_at = data[0]
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
        """Give the memory, or the keys, from where the last address stands."""
        if not self._powered:
            raise Nack
        if self._read_at == INTERRUPT:
            found = bytes((0xFF if any(self._key_bytes()) else 0x00,))
        elif self._read_at >= KEYS_AT:
            found = self._key_bytes()[self._read_at - KEYS_AT :]
        else:
            found = bytes(self.memory)[self._read_at :]
        return found.ljust(count, b"\0")[:count]

    def _key_bytes(self) -> bytes:
        """Two bytes for each row of keys, the lower columns first."""
        if not self._runs:
            return bytes(2 * KEY_ROWS)
        rows = [0] * KEY_ROWS
        for key in type(self).feels:
            row, column = KEYS[key]
            rows[row] |= bool(self.feel(key)) << column - 1
        return b"".join(row.to_bytes(2, "little") for row in rows)

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


class KeysChip(MatrixChip):
    """Keys between the wires KS and K, and perhaps a matrix. It feels each key, such as `ks0_k1_pressed`."""

    feels = tuple(KEYS)

    @property
    def is_used(self) -> bool:
        return self._has_shown


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
    """Its commands are one byte long, and nobody reads but the keys."""
    if asked:
        return not sent or sent[0] == INTERRUPT or KEYS_AT <= sent[0] < KEYS_AT + 2 * KEY_ROWS
    if not sent or (len(sent) == 1 and sent[0] & 0xF0 in (KEYS_AT, INTERRUPT)):
        return True
    if len(sent) == 1 and sent[0] in SWITCH_CHANNELS:
        return False
    return sent[0] & 0xF0 == DATA or (len(sent) == 1 and sent[0] & 0xF0 in (SYSTEM, SHOW, ROW_OR_KEY, DIM))


def _asks_for_keys(talk: Talk) -> bool:
    """Whether the program has read the keys or their flag."""
    return any(
        asked and sent and (sent[0] == INTERRUPT or sent[0] >> 4 == KEYS_AT >> 4) for sent, asked in talk.exchanges
    )


def _fits_keys(talk: Talk) -> float:
    """Who reads the keys has some."""
    if not any(sent and not asked for sent, asked in talk.exchanges) and not talk.says("ht16k33"):
        return 0.0  # its clock stands still
    like_this = all(_is_spoken_to_like_this(sent, asked) for sent, asked in talk.exchanges[-LATELY:])
    return OWN_CLASS if like_this and _asks_for_keys(talk) else 0.0


def _fitting(usual: float, uses: Iterable[int], classes: str, words: str = "") -> Callable[[Talk], float]:
    """A judge of something that has LEDs at these bytes, and these classes or words in its programs."""
    unused = frozenset(range(MEMORY)) - frozenset(uses)

    def fits(talk: Talk) -> float:
        lately = talk.exchanges[-LATELY:]
        if not all(_is_spoken_to_like_this(sent, asked) for sent, asked in lately):
            return 0.0
        if _asks_for_keys(talk):
            return LEAST
        for sent, _ in lately:
            if len(sent) > 1 and any(byte and at % MEMORY in unused for at, byte in enumerate(sent[1:], sent[0])):
                return LEAST
        return OWN_CLASS if talk.says(*classes.split()) else NAMED if talk.says(*words.split()) else usual

    return fits


def _kind(name: str, chip: type[Ht16k33Chip], what: Message, fits: Callable[[Talk], float]) -> PartKind:
    libraries = ("adafruit_ht16k33", "Adafruit_LED_Backpack")
    announced = tuple(chip.feels[:1])
    return PartKind(f"ht16k33_{name}", chip, what, I2C, announced, addresses=ADDRESSES, libraries=libraries, fits=fits)


EVEN, ALL = range(0, MEMORY, 2), range(MEMORY)
SIXTEEN_BY_EIGHT = Message("script.kind.matrix_16", "HT16K33, LED matrix of 16 by 8")
KINDS = (
    _kind("digits", DigitsChip, Message("script.kind.digits", "HT16K33, four digits of seven segments"),
          _fitting(0.5, (*DIGITS_AT, COLON_AT), "seg7x4 bigseg7x4 sevensegment", "seven segment digit digits")),
    _kind("letters", LettersChip, Message("script.kind.letters", "HT16K33, four letters of fourteen segments"),
          _fitting(0.4, range(8), "seg14x4 alphanum4", "alphanumeric fourteen seg14")),
    _kind("matrix", MatrixChip, Message("script.kind.matrix", "HT16K33, LED matrix of 8 by 8"),
          _fitting(0.45, EVEN, "matrix8x8", "matrix dot rows")),
    _kind("keys", KeysChip, Message("script.kind.keys", "HT16K33, keys between its wires KS and K"), _fits_keys),
    _kind("colors", TwoColorMatrixChip, Message("script.kind.matrix_colors", "HT16K33, LED matrix in green and red"),
          _fitting(0.4, ALL, "matrix8x8x2 bicolormatrix8x8", "bicolor")),
    _kind("bar", BarChip, Message("script.kind.bar_24", "HT16K33, bar of 24 in green and red"),
          _fitting(0.2, range(6), "bicolor24 bicolorbargraph24", "bargraph")),
    _kind("wide", WideMatrixChip, SIXTEEN_BY_EIGHT, _fitting(0.35, ALL, "matrix16x8")),
    _kind("double", DoubleMatrixChip, SIXTEEN_BY_EIGHT, _fitting(0.3, ALL, "matrixbackpack16x8")),
)  # fmt: skip
QUANTITIES = tuple(Quantity(name, False) for name in KEYS)
