"""Levels that a variable has: `GPIO.output(RELAY, pump_on)`, and `print("on" if level else "off")` of such a one."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from sim.programs.plugging.clues.calm_words import name_of, on_or_off
from sim.programs.plugging.clues.level_words import WRITES, Word, gpios_of
from sim.programs.plugging.clues.pin_names import PinNames
from sim.programs.plugging.clues.program_text import ProgramText, pieces

ON = frozenset(("on", "lit", "running"))
ON_AT_HIGH = ("GroveRelay", "getGpioWrapper")  # Seeed's boards
SAYS_MORE = frozenset(("off", "not", "when", "time", "level", "value", "pin"))  # `on_level`, `on_time`, `on_pin`


def words_by_names(text: ProgramText, names: PinNames) -> Iterator[Word]:
    """What the names of levels say, and what is printed for them."""
    for tree in text.trees:
        printed = dict(_printed(tree))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and name_of(node.func) in ON_AT_HIGH:
                yield Word("name", frozenset(names.pins_in(node.args[-1])), False)
            elif isinstance(node, ast.Call) and len(node.args) > 1 and name_of(node.func) in WRITES:
                pin, level = node.args[-2:]
                name, is_turned = _asked(level)
                gpios = gpios_of(pin, names)
                words = {*pieces(name)}
                if gpios and words & ON and not words & SAYS_MORE:
                    yield Word("name", gpios, is_turned)
                if gpios and name in printed:
                    yield Word("print", gpios, is_turned is printed[name])


def _printed(tree: ast.AST) -> Iterator[tuple[str, bool]]:
    """The variables for which a text says on or off, and whether it says on when they are true."""
    for node in ast.walk(tree):
        if isinstance(node, ast.IfExp):
            name, is_turned = _asked(node.test)
            is_on = on_or_off(_text(node.body), _text(node.orelse))
            if name and is_on is not None:
                yield name, is_on is not is_turned


def _asked(level: ast.expr) -> tuple[str, bool]:
    """The variable, and whether it is turned round."""
    if isinstance(level, ast.UnaryOp) and isinstance(level.op, ast.Not):
        return name_of(level.operand), True
    return name_of(level), False


def _text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
