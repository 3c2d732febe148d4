"""MAX7219: eight rows of eight LEDs on SPI, chained to longer ones. Data sheet MAX7219/MAX7221 (Maxim 19-4452, rev 4).

Each chip takes the last sixteen bits that came: what is sent first ends up in the one furthest away. Modules are
soldered in four ways; taken is that register 1 is the top row and the highest bit its first column. A program with
luma says itself how its modules are turned.
"""

from __future__ import annotations

import sys
from collections.abc import Hashable, Iterable, Sequence

from devices import Message
from sim.programs.parts.display import TURNED, DisplayChip, PixelChip
from sim.programs.parts.displays.ht16k33 import RED
from sim.programs.parts.kind import SPI, PartKind, Talk
from sim.programs.parts.picture import BLACK, Picture
from sim.programs.parts.segments import UNKNOWN, seven
from sim.wires.spi import PORT

NO_OP, FIRST, LAST, DECODE, INTENSITY, SCAN, SHUTDOWN, TEST = 0x00, 0x01, 0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0F  # table 2
DIGITS = 8
CODE_B = "0123456789-EHLP "  # table 5
POINT = 0x80
LUMA_TURNS = {90: 0, -90: 2, 0: 3, 180: 1}  # block_orientation of luma, in quarter turns of what the registers hold
STRANGE = 0.15  # chosen: the share of letters that nobody can read, from which on it is a picture
MOST_CHIPS = 32  # chosen: more bytes at once are for something else


class Max7219Chip(DisplayChip):
    """The chips of one chain, the nearest one first."""

    def plug(self) -> None:
        self._chain: list[bytearray] = [at_power_on()]
        self._before: tuple[str, ...] = ()
        super().plug()
        self.pi.spi.attach(PORT, self.option("device", 0), self)

    @property
    def lit(self) -> bool:
        """Whether a chip is not shut down, or tests its LEDs."""
        return self._powered and any(chip[SHUTDOWN] & 1 or chip[TEST] & 1 for chip in self._chain)

    @property
    def state(self) -> Hashable:
        return (self._powered, *map(bytes, self._chain))

    def power_changed(self) -> None:
        self._chain = [at_power_on()]

    def transfer(self, data: Sequence[int]) -> list[int]:
        """Take one pair of bytes for each chip; chip select lets all of them act."""
        pairs = [(data[at] & 0x0F, data[at + 1]) for at in range(len(data) % 2, len(data) - 1, 2)][-MOST_CHIPS:]
        self.redraws()
        while len(self._chain) < len(pairs):
            self._chain.append(at_power_on())
        if any(register == SHUTDOWN and not value & 1 for register, value in pairs) and self.lit:
            self.goes_dark()
        for chip, (register, value) in zip(self._chain, reversed(pairs), strict=False):
            if register != NO_OP:
                chip[register] = value
        self.drawn()
        return [0] * len(data)

    def goes_dark(self) -> None:
        """The program is about to switch it off."""
        self._before = self.lines


def at_power_on() -> bytearray:
    """The registers of a chip that got power: all zero, shut down."""
    return bytearray(TEST + 1)


class MatrixOnMax7219(PixelChip, Max7219Chip):
    """Matrices of eight by eight, side by side; unless luma tells, how each is turned is a guess."""

    feels = (TURNED,)
    _is_of_luma = False

    def plug(self) -> None:
        self._turns = 0
        super().plug()

    def transfer(self, data: Sequence[int]) -> list[int]:
        turns = _turns_of_luma()
        if turns is not None:
            self._turns, self._is_of_luma = turns, True
        return super().transfer(data)

    def told(self) -> None:
        super().told()
        self._guess()

    def passed(self) -> Message | None:
        self._guess()
        return super().passed()

    def _guess(self) -> None:
        if not self._is_of_luma and (self.quick or self._has_shown):
            self.guess_way_up()

    def pixels(self) -> Picture:
        modules = [self._module(chip) for chip in self._chain]
        return Picture(tuple(b"".join(module[row] for module in modules) for row in range(DIGITS)), (BLACK, RED))

    def _module(self, chip: bytearray) -> list[bytes]:
        if chip[TEST] & 1:
            return [b"\1" * DIGITS] * DIGITS
        if not chip[SHUTDOWN] & 1 or not self._powered:
            return [bytes(DIGITS)] * DIGITS
        seen = chip[SCAN] & 0x07  # the registers above it are not shown
        rows = [
            bytes(chip[FIRST + row] >> 7 - x & 1 if row <= seen else 0 for x in range(DIGITS)) for row in range(DIGITS)
        ]
        for _ in range(self._turns + self.turns):  # clockwise
            rows = [bytes(row[x] for row in reversed(rows)) for x in range(DIGITS)]
        return rows


class DigitsOnMax7219(Max7219Chip):
    """Eight digits of seven segments on each chip; the highest register is the leftmost one."""

    @property
    def lines(self) -> tuple[str, ...]:
        return ("".join(self._text(chip) for chip in reversed(self._chain)).rstrip(),)

    @property
    def before_dark(self) -> tuple[str, ...]:
        return () if self.lit else self._before

    def _text(self, chip: bytearray) -> str:
        if chip[TEST] & 1:
            return "8." * DIGITS
        if not chip[SHUTDOWN] & 1 or not self._powered:
            return " " * DIGITS
        return "".join(self._digit(chip, digit) for digit in range(DIGITS - 1, -1, -1))

    def _digit(self, chip: bytearray, digit: int) -> str:
        value = chip[FIRST + digit]
        if digit > chip[SCAN] & 0x07:
            return " "
        if chip[DECODE] >> digit & 1:
            return CODE_B[value & 0x0F] + ("." if value & POINT else "")
        return seven(_in_order(value))


def _in_order(value: int) -> int:
    """The segments from A on, as bits from the lowest on; here A is bit 6 and the point bit 7 (table 6)."""
    return value & POINT | sum((value >> 6 - segment & 1) << segment for segment in range(7))


SHOWING = ("max7219", "max7221", "matrix", "digit", "digits", "segment", "display", "dot", "luma")


def are_letters(pairs: Iterable[tuple[int, int]]) -> bool:
    """Whether most of what the digit registers get can be read on seven segments; the rows of a picture cannot."""
    shapes = [seven(_in_order(value))[0] for register, value in pairs if FIRST <= register <= LAST]
    return sum(shape == UNKNOWN for shape in shapes) <= STRANGE * len(shapes)


def _turns_of_luma() -> int | None:
    """How luma's device that writes now says that its modules are turned."""
    frame = sys._getframe(2)
    for _ in range(8):
        if frame is None or frame.f_back is None:
            return None
        device = frame.f_locals.get("self")
        if type(device).__name__ == "max7219":
            return LUMA_TURNS.get(getattr(device, "_correction_angle", 0))
        frame = frame.f_back
    return None


def _decodes(talk: Talk) -> bool:
    """Whether the chips were told last to turn numbers into digits by themselves."""
    told = [sent[1] for sent, _ in talk.exchanges if sent[:1] == bytes((DECODE,))]
    return bool(told and told[-1])


def _is_spoken_to_like_this(talk: Talk) -> bool:
    """Pairs of a register and a byte, of the same register or of none in all chips.

    It shows nothing before it is switched on: whoever never does so, and never speaks of digits, means another chip.
    """
    commands = any(register >= DECODE for sent, _ in talk.exchanges for register in sent[::2])
    return (commands or not talk.words.isdisjoint(SHOWING)) and all(
        len(sent) % 2 == 0 and len({register for register in sent[::2] if register}) == 1 and max(sent[::2]) <= TEST
        for sent, _ in talk.exchanges[-20:]
    )


def _digits_score(talk: Talk) -> float:
    if _decodes(talk):
        return 0.95
    pairs = {(sent[at], sent[at + 1]) for sent, _ in talk.exchanges for at in range(0, len(sent) - 1, 2)}
    return 0.9 if talk.says("sevensegment", "seven", "segment") and are_letters(pairs) else 0.3


def _fits_digits(talk: Talk) -> float:
    return _digits_score(talk) if _is_spoken_to_like_this(talk) else 0.0


def _fits_matrix(talk: Talk) -> float:
    return 0.65 if _is_spoken_to_like_this(talk) else 0.0


KINDS = (
    PartKind(
        "max7219_matrix", MatrixOnMax7219, Message("script.kind.max7219", "MAX7219, LED matrix"), SPI, (),
        fits=_fits_matrix,
    ),
    PartKind(
        "max7219_digits", DigitsOnMax7219, Message("script.kind.max7219_digits", "MAX7219, eight digits"), SPI, (),
        fits=_fits_digits,
    ),
)  # fmt: skip
