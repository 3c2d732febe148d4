"""Which of two OLED controllers a program was written for: both take nearly the same commands."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from sim.programs.parts.displays.oled import DATA, ONE_MORE
from sim.programs.parts.kind import Talk

SURE, UNLIKELY = 0.95, 0.2
NAMED, USUAL, OTHER = 0.8, 0.7, 0.4
LUMA_SH1106 = (0xAE, 0x20, 0x10)  # how luma begins with an SH1106
BY_ROWS = (0x20, 0x00)  # horizontal addressing
COLUMNS, PAGES = 0x21, 0x22  # the ranges, with two bytes each
START_OF_SH1107, CONTRAST = 0xDC, 0x81  # a command of the SH1107 alone, and the one whose value it might be
PAGE, SECOND, LOW_HALF = 0xB0, 0x02, 0x10


def on_i2c(talk: Talk) -> tuple[float, float]:
    """How well it fits to an SSD1306 and to an SH1106."""
    if any(first & 0x3F for first in talk.first_bytes):  # no control byte
        return 0.0, 0.0
    commands = list(_commands(talk))
    if any(now == START_OF_SH1107 and before != CONTRAST for found in commands for before, now in pairwise(found)):
        return 0.0, 0.0
    return _judged(talk, commands)


def on_spi(talk: Talk) -> tuple[float, float]:
    """The same where nothing tells commands from picture: only the first transaction counts."""
    first = talk.exchanges[0][0] if talk.exchanges else b""
    if first and first[0] not in (0xAE, 0xAF):  # off or on: the first command of nearly every program
        return 0.0, 0.0
    if len(first) > len(LUMA_SH1106):
        is_sh1106 = tuple(first[: len(LUMA_SH1106)]) == LUMA_SH1106
        return (UNLIKELY, SURE) if is_sh1106 else (SURE, UNLIKELY)
    return _judged(talk, [])


def _judged(talk: Talk, commands: list[list[int]]) -> tuple[float, float]:
    """By what only one of them knows, then by the words of the program."""
    for found in commands:
        pairs = list(pairwise(found))
        ranges = any(one == COLUMNS and other == PAGES for one, other in zip(found, found[3:], strict=False))
        if ranges or BY_ROWS in pairs:
            return SURE, UNLIKELY
        last = found[-3:]
        if tuple(found[:3]) == LUMA_SH1106 or ({SECOND, LOW_HALF} <= set(last) and max(last) >= PAGE):
            return UNLIKELY, SURE
    return (OTHER, NAMED) if talk.says("sh1106") and not talk.says("ssd1306") else (USUAL, OTHER)


def _commands(talk: Talk) -> Iterator[list[int]]:
    """The command bytes between two pieces of picture, as they were sent so far."""
    found: list[int] = []
    for sent, _ in talk.exchanges:
        at = 0
        while at + 1 < len(sent):
            end = at + 2 if sent[at] & ONE_MORE else len(sent)
            if not sent[at] & DATA:
                found += sent[at + 1 : end]
            elif found:
                yield found
                found = []
            at = end
    if found:
        yield found
