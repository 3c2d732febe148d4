"""Which of three OLED controllers a program was written for: they take nearly the same commands."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from sim.programs.parts.displays.oled import DATA, ONE_MORE
from sim.programs.parts.kind import Talk

SURE, UNLIKELY = 0.95, 0.2
NAMED, USUAL, OTHER = 0.8, 0.7, 0.4
LUMA_SH1106 = (0xAE, 0x20, 0x10)  # how luma begins with an SH1106
LUMA_SH1107 = (0xAE, 0x20, 0xA6)  # the same with an SH1107
BY_ROWS = (0x20, 0x00)  # horizontal addressing
COLUMNS, PAGES = 0x21, 0x22  # the ranges, with two bytes each
START_OF_SH1107, CONTRAST = 0xDC, 0x81  # a command of the SH1107 alone, and the one whose value it might be
PAGE, SECOND, LOW_HALF = 0xB0, 0x02, 0x10
LAST_PAGE, LAST_OF_SH1107, POINTER = 0xB7, 0xBF, 3  # commands that set the page, and how many set the pointer


def on_i2c(talk: Talk) -> tuple[float, float, float]:
    """How well it fits to an SSD1306, to an SH1106 and to an SH1107."""
    if any(first & 0x3F for first in talk.first_bytes):  # no control byte
        return 0.0, 0.0, 0.0
    commands = list(_commands(talk))
    if any(_is_sh1107(found) for found in commands):
        return 0.0, 0.0, SURE
    return _judged(talk, commands)


def _is_sh1107(found: list[int]) -> bool:
    """Whether only an SH1107 takes these commands: its first line, its last eight pages, and how luma begins."""
    points = len(found) <= POINTER and all(each < 0x20 or PAGE <= each <= LAST_OF_SH1107 for each in found)
    if tuple(found[:3]) == LUMA_SH1107 or (points and max(found) > LAST_PAGE):
        return True
    return any(now == START_OF_SH1107 and before != CONTRAST for before, now in pairwise(found))


def on_spi(talk: Talk) -> tuple[float, float, float]:
    """The same where nothing tells commands from picture: only the first transaction counts."""
    first = talk.exchanges[0][0] if talk.exchanges else b""
    if first and first[0] not in (0xAE, 0xAF):  # off or on: the first command of nearly every program
        return 0.0, 0.0, 0.0
    if len(first) > len(LUMA_SH1106):
        begins = tuple(first[: len(LUMA_SH1106)])
        if begins == LUMA_SH1107:
            return 0.0, 0.0, SURE
        return (UNLIKELY, SURE, 0.0) if begins == LUMA_SH1106 else (SURE, UNLIKELY, 0.0)
    return _judged(talk, [])


def _judged(talk: Talk, commands: list[list[int]]) -> tuple[float, float, float]:
    """By what only one of them knows, then by the words of the program."""
    for found in commands:
        pairs = list(pairwise(found))
        ranges = any(one == COLUMNS and other == PAGES for one, other in zip(found, found[3:], strict=False))
        if ranges or BY_ROWS in pairs:
            return SURE, UNLIKELY, 0.0
        last = found[-3:]
        if tuple(found[:3]) == LUMA_SH1106 or ({SECOND, LOW_HALF} <= set(last) and max(last) >= PAGE):
            return UNLIKELY, SURE, 0.0
    if talk.says("sh1107") and not talk.says("ssd1306", "sh1106"):
        return UNLIKELY, UNLIKELY, NAMED
    return (OTHER, NAMED, 0.0) if talk.says("sh1106") and not talk.says("ssd1306") else (USUAL, OTHER, 0.0)


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
