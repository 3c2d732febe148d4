"""What the names of colors say about a lamp of three colors: `red()` that sets red low has its long leg at 3.3 V.

A color is said by the name of a function, by what is printed beside the calls, or by the name of three levels.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from sim.programs.plugging.clues.calm_words import name_of, printed_in
from sim.programs.plugging.clues.pin_names import PinNames
from sim.programs.plugging.clues.program_text import pieces

Levels = tuple[bool | None, bool | None, bool | None]  # of red, green, blue; None when it is not said

COLORS: dict[str, tuple[bool, bool, bool]] = {
    "red": (True, False, False), "green": (False, True, False), "blue": (False, False, True),
    "yellow": (True, True, False), "cyan": (False, True, True), "magenta": (True, False, True),
    "purple": (True, False, True), "white": (True, True, True),
}  # fmt: skip
FULL_PCT = 100  # of RPi.GPIO's duty cycles
CHANNELS = (
    frozenset(("red", "r", "redpin", "rpin", "redled", "rled", "pinr")),
    frozenset(("green", "g", "greenpin", "gpin", "greenled", "gled", "ping")),
    frozenset(("blue", "b", "bluepin", "bpin", "blueled", "bled", "pinb")),
)
OTHER_LAMPS = frozenset(("yellow", "amber", "orange", "white"))  # a crossing has these, a lamp of three colors has not
PAUSES = ("sleep", "delay", "pause", "wait")
WORDS = re.compile(rf"\b(?:{'|'.join(COLORS)})\b", re.IGNORECASE)


def channels_of(names: PinNames) -> tuple[int, int, int] | None:
    """The GPIOs of red, green and blue, when the program has one of each and no other lamps."""
    found = [names.called(words) for words in CHANNELS]
    if names.called(OTHER_LAMPS) or any(len(gpios) != 1 for gpios in found) or len({*found}) < len(CHANNELS):
        return None
    (red,), (green,), (blue,) = found
    return red, green, blue


def are_turned_round(tree: ast.AST) -> bool:
    """Whether all duty cycles that it sets, three or more, are `100 - x`: what is bright for x is on at low."""
    duties = [
        node.args[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and name_of(node.func) == "ChangeDutyCycle" and len(node.args) == 1
    ]
    return len(duties) >= len(CHANNELS) and all(
        isinstance(each, ast.BinOp) and isinstance(each.op, ast.Sub)
        and isinstance(each.left, ast.Constant) and each.left.value == FULL_PCT
        for each in duties
    )  # fmt: skip


def colors_said(
    tree: ast.AST, writes: Mapping[int, tuple[frozenset[int], bool | None, str]], channels: Sequence[int]
) -> Iterator[bool]:
    """Whether the lamp is on at low, each time that a color is said beside all or most of its levels.

    `writes` has by the id of a call its GPIOs, the level, and the name of the variable that has it.
    """
    helpers = {
        node.name: places
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and (places := _places(node, writes, channels)) is not None
    }
    for color, levels in _said(tree, writes, channels, helpers):
        known = [(level, lit) for level, lit in zip(levels, COLORS[color], strict=True) if level is not None]
        if len(known) < 2 or (len(known) < len(CHANNELS) and len({level for level, _ in known}) < 2):
            continue
        if all(level == lit for level, lit in known):
            yield False
        elif all(level != lit for level, lit in known):
            yield True


def _places(
    node: ast.FunctionDef, writes: Mapping[int, tuple[frozenset[int], bool | None, str]], channels: Sequence[int]
) -> list[int] | None:
    """Which arguments of a function are the levels of red, green and blue."""
    arguments = [each.arg for each in node.args.args]
    by_gpio = {
        gpios: name
        for each in ast.walk(node)
        if (found := writes.get(id(each))) is not None and (gpios := found[0]) and (name := found[2]) in arguments
    }
    names = [by_gpio.get(frozenset((gpio,))) for gpio in channels]
    return None if None in names else [arguments.index(name) for name in names if name is not None]


def _said(
    tree: ast.AST,
    writes: Mapping[int, tuple[frozenset[int], bool | None, str]],
    channels: Sequence[int],
    helpers: Mapping[str, list[int]],
) -> Iterator[tuple[str, Levels]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            color = _one_color(" ".join(pieces(node.name)))
            if color is not None:
                yield color, _levels(node.body, writes, channels, helpers)
        for block in (getattr(node, name, None) for name in ("body", "orelse", "finalbody")):
            if isinstance(block, list):
                yield from _beside_prints(block, writes, channels, helpers)
        yield from _named(node)


def _beside_prints(
    block: Sequence[ast.stmt],
    writes: Mapping[int, tuple[frozenset[int], bool | None, str]],
    channels: Sequence[int],
    helpers: Mapping[str, list[int]],
) -> Iterator[tuple[str, Levels]]:
    """What stands after a printed color, up to the next print; or before it."""
    for place, line in enumerate(block):
        color = _one_color(printed_in([line]) or "") if isinstance(line, ast.Expr) else None
        if color is None:
            continue
        for side in (block[place + 1 :], block[:place][::-1]):
            lines = list(takewhile(_may_belong, side))
            levels = _levels(lines, writes, channels, helpers)
            if any(level is not None for level in levels):
                yield color, levels
                break


def _may_belong(line: ast.stmt) -> bool:
    """Whether it is a call that neither prints nor waits."""
    is_call = isinstance(line, ast.Expr) and isinstance(line.value, ast.Call)
    return is_call and printed_in([line]) is None and name_of(line.value.func) not in PAUSES  # type: ignore[attr-defined]


def _named(node: ast.AST) -> Iterator[tuple[str, Levels]]:
    """`RED = (0, 1, 1)`, or the same in a dictionary."""
    pairs: list[tuple[str, ast.expr]] = []
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        pairs = [(name_of(node.targets[0]), node.value)]
    elif isinstance(node, ast.Dict):
        keys = (each.value if isinstance(each, ast.Constant) else None for each in node.keys)
        pairs = [(key, value) for key, value in zip(keys, node.values, strict=True) if isinstance(key, str)]
    for name, value in pairs:
        color = _one_color(" ".join(pieces(name)))
        if color is not None and isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(CHANNELS):
            red, green, blue = map(_level, value.elts)
            yield color, (red, green, blue)


def _levels(
    lines: Sequence[ast.AST],
    writes: Mapping[int, tuple[frozenset[int], bool | None, str]],
    channels: Sequence[int],
    helpers: Mapping[str, list[int]],
) -> Levels:
    found: list[bool | None] = [None] * len(CHANNELS)
    for node in (each for line in lines for each in ast.walk(line) if isinstance(each, ast.Call)):
        if id(node) in writes:
            gpios, level, _ = writes[id(node)]
            for place, gpio in enumerate(channels):
                found[place] = level if gpio in gpios else found[place]
        elif (places := helpers.get(name_of(node.func))) and len(node.args) > max(places):
            found = [_level(node.args[place]) for place in places]
    red, green, blue = found
    return red, green, blue


def _level(value: ast.expr) -> bool | None:
    if isinstance(value, ast.Attribute | ast.Name):
        return {"HIGH": True, "LOW": False}.get(name_of(value))
    return bool(value.value) if isinstance(value, ast.Constant) and value.value in (0, 1) else None


def _one_color(text: str) -> str | None:
    found = {each.lower() for each in WORDS.findall(text)}
    return found.pop() if len(found) == 1 else None
