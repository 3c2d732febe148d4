"""Mistakes of a text that runs without a word: a function is called where it should be handed over."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from devices import Message
from sim.programs.lint.finding import FindingLog, Rule
from wiring.checks import Severity

TAKES_A_FUNCTION = ("callback", "target", "command")  # of RPi.GPIO, threading.Thread, tkinter

HANDLER_CALLED = Rule(
    Severity.FAILS,
    Message("lint.handler_called", "Line {line} calls {name}() at once, in the place of handing it over: {source}"),
    Message(
        "lint.handler_called.hint",
        "Leave out the two brackets behind {name}. Then it is called when its time has come.",
    ),
)


def look_at(file: Path, log: FindingLog) -> None:
    """Read a program's text; one that Python cannot read is somebody else's to tell."""
    try:
        text = file.read_bytes()
        tree = ast.parse(text)
    except (OSError, SyntaxError, ValueError):
        return
    lines = text.decode("utf-8", "replace").splitlines()
    gives_nothing = {each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef) and not _returns(each)}
    for call in _handed_over(tree):
        if isinstance(call.func, ast.Name) and call.func.id in gives_nothing:
            source = lines[call.lineno - 1].strip()
            log.add(HANDLER_CALLED, {"line": call.lineno, "name": call.func.id, "source": source})


def _handed_over(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            if any(isinstance(each, ast.Attribute) and each.attr.startswith("when_") for each in node.targets):
                yield node.value
        elif isinstance(node, ast.keyword) and node.arg in TAKES_A_FUNCTION and isinstance(node.value, ast.Call):
            yield node.value


def _returns(function: ast.FunctionDef) -> bool:
    """Whether it may give something, such as another function."""
    return any(
        isinstance(each, ast.Yield | ast.YieldFrom) or (isinstance(each, ast.Return) and each.value is not None)
        for each in ast.walk(function)
    ) or bool(function.decorator_list)


def imports_rpi(file: Path) -> bool:
    """Whether the text speaks of RPi.GPIO by itself, and not only through a library."""
    try:
        return b"RPi" in file.read_bytes()
    except OSError:
        return True


def written_pins(file: Path) -> frozenset[int] | None:
    """The numbers of all pins that the text gives to `output(...)`; None when it does not say them."""
    try:
        tree = ast.parse(file.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return None
    named: dict[str, set[int]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                _name(named, target, node.value)
    found: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "output":
            numbers = _numbers(named, node.args[0]) if node.args else None
            if not numbers:
                return None
            found |= numbers
    return frozenset(found)


def _name(named: dict[str, set[int]], target: ast.expr, value: ast.expr) -> None:
    if isinstance(target, ast.Tuple | ast.List) and isinstance(value, ast.Tuple | ast.List):
        for each, its in zip(target.elts, value.elts, strict=False):
            _name(named, each, its)
    elif isinstance(target, ast.Name):
        named.setdefault(target.id, set()).update(_numbers(named, value) or ())


def _numbers(named: dict[str, set[int]], value: ast.expr) -> set[int] | None:
    """The whole numbers that stand there, themselves or by name; None when something else does."""
    if isinstance(value, ast.Constant) and type(value.value) is int:
        return {value.value}
    if isinstance(value, ast.Name):
        return named.get(value.id)
    if isinstance(value, ast.Tuple | ast.List):
        each = [_numbers(named, element) for element in value.elts]
        return None if any(one is None for one in each) else {number for one in each if one for number in one}
    return None
