"""Which of a motor's two wires turns it forward: what a program calls what it does with them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

from sim.programs.plugging.clues.calm_words import name_of, printed_in
from sim.programs.plugging.clues.level_words import WRITES, gpios_of, level_of
from sim.programs.plugging.clues.pin_names import PinNames
from sim.programs.plugging.clues.program_text import ProgramText, pieces

FORWARD = frozenset(("forward", "forwards", "fwd", "fw", "ahead", "tien"))
BACKWARD = frozenset(("backward", "backwards", "back", "bwd", "bw", "reverse", "rev", "lui"))
DUTIES = ("ChangeDutyCycle", "start")
LEVELS = {"on": True, "off": False}


def turns_back(text: ProgramText, names: PinNames, first: int, second: int) -> bool:
    """Whether the motor runs backward when the first wire is high: by names and prints. Both may be one wire."""
    named = [way_of(names.words(gpio)) for gpio in (first, second)]
    votes = (named[0] is False) + (named[1] is True) - (named[0] is True) - (named[1] is False)
    pwms = {name: gpios for tree in text.trees for name, gpios in _pwms(tree, names)}
    for tree in text.trees:
        for is_forward, body in _said(tree):
            high = _levels(body, names, pwms, (first, second))
            if high[0] is not None and high[1:] != high[:1] and None not in high:
                votes += 1 if high[0] != is_forward else -1
    return votes > 0


def way_of(words: frozenset[str] | set[str]) -> bool | None:
    """True for forward, False for backward, None when the words say neither or both."""
    ways = (not words.isdisjoint(FORWARD), not words.isdisjoint(BACKWARD))
    return ways[0] if ways[0] != ways[1] else None


def _said(tree: ast.AST) -> Iterator[tuple[bool, Sequence[ast.stmt]]]:
    """Functions called `forward`, branches that ask for the word or print it, and lines after a print of it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.While | ast.For | ast.Try | ast.FunctionDef | ast.Module):
            yield from _after_prints(node.body)
        if isinstance(node, ast.FunctionDef):
            way = way_of({*pieces(node.name)})
            if way is not None:
                yield way, node.body
        elif isinstance(node, ast.If):
            asked = [each.value for each in ast.walk(node.test) if isinstance(each, ast.Constant)]
            said = " ".join(str(each) for each in asked) + " " + (printed_in(node.body) or "")
            way = way_of({word for each in said.split() for word in pieces(each)})
            if way is not None:
                yield way, node.body


def _after_prints(body: Sequence[ast.stmt]) -> Iterator[tuple[bool, Sequence[ast.stmt]]]:
    """What is done after each print of a way, where a print comes before anything is put out."""
    prints = [number for number, line in enumerate(body) if isinstance(line, ast.Expr) and printed_in([line])]
    if not prints or any(_puts(line) for line in body[: prints[0]]):
        return
    for start, end in zip(prints, [*prints[1:], len(body)], strict=True):
        way = way_of({word for each in (printed_in([body[start]]) or "").split() for word in pieces(each)})
        if way is not None:
            yield way, body[start + 1 : end]


def _puts(line: ast.stmt) -> bool:
    calls = (node for node in ast.walk(line) if isinstance(node, ast.Call))
    return any(name_of(call.func) in {*WRITES, *LEVELS, *DUTIES} for call in calls)


def _pwms(tree: ast.AST, names: PinNames) -> Iterator[tuple[str, frozenset[int]]]:
    """`fast = GPIO.PWM(IN1, 100)`: the name, and its wire."""
    for node in ast.walk(tree):
        call = node.value if isinstance(node, ast.Assign) else None
        if isinstance(node, ast.Assign) and isinstance(call, ast.Call) and call.args and name_of(call.func) == "PWM":
            yield from ((name_of(each), gpios_of(call.args[0], names)) for each in node.targets)


def _levels(
    body: Sequence[ast.stmt], names: PinNames, pwms: Mapping[str, frozenset[int]], wires: tuple[int, int]
) -> tuple[bool | None, ...]:
    """What these lines put on each wire; None for one that they leave, or set to both."""
    found: dict[int, set[bool]] = {gpio: set() for gpio in wires}
    for line in body:
        for node in ast.walk(line):
            for gpio, level in _put(node, names, pwms) if isinstance(node, ast.Call) else ():
                if gpio in found:
                    found[gpio].add(level)
    return tuple(next(iter(levels)) if len(levels) == 1 else None for levels in found.values())


def _put(call: ast.Call, names: PinNames, pwms: Mapping[str, frozenset[int]]) -> Iterator[tuple[int, bool]]:
    """`GPIO.output(17, GPIO.HIGH)`, `in1.on()`, `fast.ChangeDutyCycle(0)`: the wire, and whether it is high."""
    word = name_of(call.func)
    if word in WRITES and len(call.args) > 1:
        pin, level = call.args[-2:]
        is_high = level_of(level)
        if isinstance(pin, ast.Tuple | ast.List) and isinstance(level, ast.Tuple | ast.List):
            for each, its in zip(pin.elts, level.elts, strict=False):
                one = level_of(its)
                yield from ((gpio, one) for gpio in gpios_of(each, names) if one is not None)
        elif is_high is not None:
            yield from ((gpio, is_high) for gpio in gpios_of(pin, names))
    elif isinstance(call.func, ast.Attribute) and word in LEVELS and not call.args:
        yield from ((gpio, LEVELS[word]) for gpio in names.pins_in(call.func.value))
    elif isinstance(call.func, ast.Attribute) and word in DUTIES and len(call.args) == 1:
        duty = call.args[0]
        is_high = not (isinstance(duty, ast.Constant) and duty.value == 0)
        yield from ((gpio, is_high) for gpio in pwms.get(name_of(call.func.value), ()))
