"""The values that a sensor goes through: its ends, near them, the middle, and limits that stand in the program."""

from __future__ import annotations

import ast
import math
from collections.abc import Sequence
from pathlib import Path

from sim.programs.parts.catalog import QUANTITIES

NEAR = 0.02  # of the range: beside an end
MOST_LIMITS = 5  # chosen: of one quantity, those of the text that come first
NOTHING_IN_FRONT_M = 5.0  # no distance sensor of the kits sees so far
VOLTS = 3.3
# What a program may compare in the place of the quantity itself: so many of its units are one of ours.
SCALES = {
    "m": (1.0, 0.01, 0.001),  # meters, centimeters, millimeters
    "V": (1.0, 0.001, VOLTS, VOLTS / 100.0, VOLTS / 255.0, VOLTS / 1023.0, 4.096 / 32767.0),  # or steps of a converter
    "A": (1.0, 0.001),
}


def limits_in(file: Path) -> tuple[float, ...]:
    """The numbers that the program's text compares something with, by themselves or by a name, as they come."""
    try:
        tree = ast.parse(file.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return ()
    named: dict[str, list[float]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for name, value in _pairs(node.targets[0], node.value):
                named.setdefault(name, []).extend(_numbers(value))
    found: dict[float, None] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            found |= dict.fromkeys(_numbers(node))
            for each in ast.walk(node):
                if isinstance(each, ast.Name):
                    found |= dict.fromkeys(named.get(each.id, ()))
    return tuple(found)


def _pairs(target: ast.expr, value: ast.expr) -> list[tuple[str, ast.expr]]:
    """`a = 1` and `a, b = 1, 2`."""
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
        return [pair for each, its in zip(target.elts, value.elts, strict=True) for pair in _pairs(each, its)]
    return (
        [(target.id, value)] if isinstance(target, ast.Name) and isinstance(value, ast.Constant | ast.UnaryOp) else []
    )


def _numbers(node: ast.AST) -> list[float]:
    found = []
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, int | float) and not isinstance(each.value, bool):
            found.append(float(each.value))
        if isinstance(each, ast.UnaryOp) and isinstance(each.op, ast.USub) and isinstance(each.operand, ast.Constant):
            value = each.operand.value
            if isinstance(value, int | float):
                found.append(-float(value))
    return [each for each in found if math.isfinite(each)]


def path_of(quantity: str, limits: Sequence[float]) -> tuple[float, ...]:
    """The values of one quantity in their order: up from the lowest, down again, and back to where it was."""
    about = QUANTITIES[quantity]
    low, high = about.low, about.high
    span = high - low
    inside = [
        value for limit in limits for scale in SCALES.get(about.unit, (1.0,)) if low < (value := limit * scale) < high
    ]
    beside = max(span * NEAR, about.step)
    stops = {low, low + beside, (low + high) / 2.0, high - beside, high}
    if quantity == "distance_m":
        stops.add(NOTHING_IN_FRONT_M)
    for limit in list(dict.fromkeys(inside))[:MOST_LIMITS]:
        stops |= {max(limit - beside, low), min(limit + beside, high)}
    up = sorted(_rounded(each) for each in stops)
    return (*dict.fromkeys(up), _rounded((low + high) / 2.0), low, float(about.still))


def _rounded(value: float) -> float:
    return round(value, 6)
