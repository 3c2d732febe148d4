"""Seven wires in any order: when they count, the order in which their patterns come tells which is which segment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

SEGMENTS, WHOLE = 7, 0x7F
FEWEST, MOST = 5, 10  # patterns: fewer count in many orders, more are no digits
FIGURES = {sum(1 << "ABCDEFG".index(each) for each in shape): figure for figure, shape in (
    (0, "ABCDEF"), (1, "BC"), (2, "ABDEG"), (3, "ABCDG"), (4, "BCFG"), (5, "ACDFG"), (6, "ACDEFG"), (6, "CDEFG"),
    (7, "ABC"), (8, "ABCDEFG"), (9, "ABCDFG"), (9, "ABCFG"))}  # fmt: skip
LIT = {figure: {shape.bit_count() for shape, each in FIGURES.items() if each == figure} for figure in range(10)}


def order_of(patterns: Sequence[int]) -> tuple[tuple[int, ...], bool] | None:
    """The places of A to G in these patterns, and whether low lights a segment; None when they do not count."""
    if not FEWEST <= len(patterns) <= MOST or len(set(patterns)) != len(patterns):
        return None
    for active_low in (False, True):
        lit = [pattern ^ WHOLE if active_low else pattern for pattern in patterns]
        for figures in _counts(lit):
            order = _fitting(lit, figures)
            if order is not None:
                return order, active_low
    return None


def _counts(lit: Sequence[int]) -> Iterator[list[int]]:
    """The figures that they may be, up or down, by how many segments each of them has."""
    for step in (1, -1):
        for first in range(10):
            figures = [(first + step * number) % 10 for number in range(len(lit))]
            if all(shape.bit_count() in LIT[figure] for shape, figure in zip(lit, figures, strict=True)):
                yield figures


def _fitting(lit: Sequence[int], figures: Sequence[int]) -> tuple[int, ...] | None:
    for order in permutations(range(SEGMENTS)):
        shapes = (sum(1 << bit for bit, place in enumerate(order) if shape >> place & 1) for shape in lit)
        if all(FIGURES.get(shape) == figure for shape, figure in zip(shapes, figures, strict=True)):
            return order
    return None
