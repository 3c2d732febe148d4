"""How programs speak to chips that are not here, by bytes alone: another chip at the address must not answer for them.

A talk is looked at as text, one word for each transaction: the bytes that were sent, in hex, then `>` and how many were
asked for. `40 >1` writes 0x40 and reads a byte; `0f>2` reads two bytes of register 0x0F; a dot is any digit. A pattern
is what no program says to a chip of ours at that address. Registers and commands: the data sheets of the chips.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from sim.programs.parts.kind import I2C, SPI, Talk

BEGIN = 24  # chosen: so many transactions are looked at; who says nothing peculiar until then does not later
RUN = 3  # chosen: who asks so often for the same and nothing else only measures


@dataclass(frozen=True, slots=True)
class Foreign:
    """One chip: where it is, what only its programs say, and the numbers or words that their text has then, if any."""

    name: str
    places: Collection[int]
    says: str
    clues: frozenset[object] = frozenset()


def _chip(name: str, places: Collection[int], *says: str, clues: Collection[object] = ()) -> Foreign:
    return Foreign(name, places, "|".join(says), frozenset(clues))


EXPANDERS, ANALOG, POWER, CLOCKS = range(0x20, 0x28), range(0x48, 0x50), range(0x40, 0x50), (0x68, 0x69)
ON_I2C = (
    _chip("veml6075", (0x10,), " 0[9a-c]>2 "),
    _chip("tf-luna", (0x10,), " 00>[5-9] "),
    _chip("si4703", (0x10,), " 00>32 "),
    _chip("bma250", (0x18, 0x19), " 02>6 "),
    _chip("lsm303d", (0x1D,), " (08|88|a8|28)>6 "),
    _chip("qwiic joystick", (0x20,), "^ 03>4 "),
    _chip("fxas21002", (0x20, 0x21), "^ 13.. 0[df].. "),
    _chip("chirp", (0x20,), "^ 0[05]>2 "),
    _chip("trill", EXPANDERS, " 04>([5-9]|[1-9][0-9]) "),
    _chip("sdp810", (0x25, 0x26), " 36(03|08|15|1e) "),
    _chip("cap1188", (0x28, 0x29), " 2a.. 03>1 ", " f[de]>1 ", " 03>1 00.. "),
    _chip("ds3502", (0x28,), "^ 0280 ", "^ 00.. (00>1 )?00.. "),
    _chip("ad7991", (0x28, 0x29), "^ [1-9a-f]0 ([1-9a-f]0)?>2 "),
    _chip("ft6206", (0x38,), " 00>1[0-9] ", " 02>1 ", " 03>[46] "),
    _chip("tsl2571", (0x39,), " b4>[24] "),
    _chip("tmd2671", (0x39,), " b8>2 "),
    _chip("tmp006", range(0x40, 0x48), " 0275.. "),
    _chip("ina228", POWER, " 0[4-9]>3 ", " 3[ef]>2 "),
    _chip("hdc2080", (0x40, 0x41), " 0[ef].. "),
    _chip("as5048", range(0x40, 0x44), "^ f[ef]>1 "),
    _chip("bma180", (0x40, 0x41), " 02>6 "),
    _chip("stmpe610", (0x41, 0x44), "^ 00>2 03.. "),
    _chip("isl29125", (0x44,), " 09>[26] ", " 01.. 09>"),
    _chip("isl29035", (0x44,), " 00[024a]0 (02>2|02>1 03>1) "),
    _chip("sts31", (0x4A, 0x4B), " (2400|240b|2416|2c06) >3 "),
    _chip("bno085", (0x4A, 0x4B), "^ >4 ", " 0500.{6} "),
    _chip("ads1110", ANALOG, " ([89].|[01]c)?>3 ", "^ ([89].|[01]c) ([89].|[01]c)?>[23] "),
    _chip("mcp3221", range(0x4D, 0x50), "^ (00)?>2 ", "^ 00 >2 "),
    _chip("ads1110", ANALOG, "^ >2 "),
    _chip("ads7828", range(0x48, 0x4C), " [89a-f][048c]>2 "),
    _chip("veml6030", (0x48,), " 00.... 0[45]>2 "),
    _chip("as7262", (0x49,), " 00>1 01.. "),
    _chip("ad5693", (0x4C, 0x4E), " 30.... "),
    _chip("ltc2990", range(0x4C, 0x50), "^ 01.. 02.. "),
    _chip("adc121", range(0x50, 0x58), " 02[0-9a-f]0 00>2 ", f"^ (00>2 ){{{RUN}}}"),
    _chip("adc121", range(0x50, 0x58), "^ 00>2 ", clues=("volt", "volts", "voltage", "adc", "gas", "alcohol")),
    _chip("iaq-core", (0x5A,), "^ >9 "),
    _chip("is31fl3730", range(0x60, 0x64), " 01.{8,} "),
    _chip("pca9635", (*POWER, *range(0x60, 0x78)), " 14(aa|ff) 15(aa|ff) "),
    _chip("cmps03", (0x60,), " 02>[12] "),
    _chip("lidar-lite", (0x62,), " 0004 (01>1 )*[08]f>", " 8f>2 "),
    _chip("itg3200", CLOCKS, " 3e.. ", " 16[01]. "),
    _chip("bmi160", CLOCKS, " 7e.. "),
    _chip("bmi270", CLOCKS, " 7c00 "),
    _chip("mcp7940n", (0x6F,), "^ 0(0>7|0[08]0) "),
    _chip("srf02", range(0x70, 0x78), " 005[0-2] "),
)  # fmt: skip

ANY_SELECT = range(28)
ON_SPI = (
    _chip("xpt2046", ANY_SELECT, " 9[0-3]0000>3 ", "^ d[0-3]0000>3 9"),
    _chip("bme280", ANY_SELECT, "^ d000>2 ", clues=(0x88, 0xF7, 0xFA, 0xF4)),
    _chip("ssd1331", ANY_SELECT, " (15005f|75003f|a072)>"),
)


def text_of(exchanges: Sequence[tuple[bytes, int]]) -> str:
    """A talk as text, with a blank before, between and behind the transactions."""
    return " ".join(("", *(f"{sent.hex()}{f'>{asked}' * bool(asked)}" for sent, asked in exchanges), ""))


def foreign_chip(talk: Talk, where: str = I2C) -> str:
    """The name of the chip that is not here and to which a program speaks like that, or an empty text."""
    if len(talk.exchanges) > BEGIN:
        return ""
    text = text_of(talk.exchanges)
    clues = talk.words | talk.numbers
    for each in ON_SPI if where == SPI else ON_I2C:
        if talk.number in each.places and (not each.clues or each.clues & clues) and _pattern(each.says).search(text):
            return each.name
    return ""


def may_be_foreign(number: int, where: str) -> bool:
    """Whether a chip that is not here can be at that address or chip select."""
    return any(number in each.places for each in (ON_SPI if where == SPI else ON_I2C))


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text.replace(".", "[0-9a-f]"))
