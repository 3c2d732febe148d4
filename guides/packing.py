"""How much of A4 a row or a step needs, in millimeters, and what goes onto which page."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import TypeVar

from guides.drawn import Picture
from guides.guide import Step

LINE_MM = 4.7  # of 10 pt
PICTURE_MM = 58.5  # a drawing
LETTERS = 96  # of a line across the page
BESIDE_LETTERS = 40  # of a line beside a drawing

PAGE_MM = 256.0  # a page without the lines of its safety box
BOX_LINE_MM, BOX_LETTERS = 4.1, 52  # of a line in that box, which has two columns

T = TypeVar("T")


def page_mm(safety: Sequence[str]) -> float:
    """What a page has for rows or steps above a safety box with these lines."""
    lines = sum(ceil(len(each) / BOX_LETTERS) for each in safety)
    return PAGE_MM - BOX_LINE_MM * ceil(lines / 2)


def row_mm(name: int, notes: int, used_as: int) -> float:
    """The height of a row of the bill, by how many letters each of its cells has."""
    return 2.0 + 4.5 * max(ceil(name / 46) + 0.85 * ceil(notes / 62), ceil(used_as / 22))


def step_mm(step: Step, drawn: Sequence[Picture], lang: str) -> float:
    """The height of a step."""
    height = 14.5 + (LINE_MM + 2 if step.adult is not None else 0.0)
    for each in drawn:
        beside = sum(1.5 + LINE_MM * ceil(len(line) / BESIDE_LETTERS) for line in each.lines)
        height += max(PICTURE_MM, beside)
    height += sum(1.5 + LINE_MM * ceil(len(each.text(lang)) / LETTERS) for each in step.do)
    seen = sum(len(each.text(lang)) for each in step.test.see)
    typed = sum(len(each) + 14 for each in step.test.commands)
    height += 9.5 + LINE_MM * (ceil(typed / 80) + ceil((seen + 14) / LETTERS)) + 2.0 * len(step.test.commands)
    return height + (LINE_MM + 2.0 if step.test.practice not in step.test.commands else 0.0)


def packed(things: Sequence[T], heights: Sequence[float], first_mm: float, page_mm: float) -> list[list[T]]:
    """The things in order, as many on a page as fit; one that is too high for any page has one of its own."""
    pages: list[list[T]] = [[]]
    left_mm = first_mm
    for thing, height in zip(things, heights, strict=True):
        if pages[-1] and height > left_mm:
            pages.append([])
            left_mm = page_mm
        pages[-1].append(thing)
        left_mm -= height
    return pages
