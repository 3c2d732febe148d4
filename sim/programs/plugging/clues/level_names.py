"""Levels that a variable has, `GPIO.output(RELAY, pump_on)`, and those that an order stands for, `if state == "on"`."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from sim.programs.plugging.clues.calm_words import name_of, on_or_off
from sim.programs.plugging.clues.level_words import OTHERS, WRITES, Word, gpios_of, level_of
from sim.programs.plugging.clues.pin_names import PinNames
from sim.programs.plugging.clues.program_text import ProgramText, pieces

ON = frozenset(("on", "lit", "running"))
ON_AT_HIGH = ("GroveRelay", "getGpioWrapper")  # Seeed's boards
ORDERS_ON, ORDERS_OFF = ("on", "bật", "bat"), ("off", "tắt", "tat")
SAYS_MORE = frozenset(("off", "not", "when", "time", "level", "value", "pin"))  # `on_level`, `on_time`, `on_pin`


def words_by_names(text: ProgramText, names: PinNames) -> Iterator[Word]:
    """What the names of levels say, and what is printed for them."""
    for tree in text.trees:
        printed = dict(_printed(tree))
        yield from _by_orders(tree, names)
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


def _by_orders(tree: ast.AST, names: PinNames) -> Iterator[Word]:
    """`if state == "on": GPIO.output(LED, GPIO.LOW)`, where what it does for the other word is the opposite."""
    for node in ast.walk(tree):
        order = _order_of(node.test) if isinstance(node, ast.If) else None
        if not isinstance(node, ast.If) or order is None:
            continue
        done, others = list(_levels_in(node.body, names)), list(_levels_in(node.orelse, names))
        levels, opposite = {level for _, _, level in done}, {level for _, _, level in others}
        if len(levels) != 1 or None in levels or levels == opposite or len(opposite) > 1:
            continue
        for call, gpios, level in done:
            is_lamp = OTHERS.search(ast.unparse(call)) is None
            yield Word("order" if is_lamp else "relay", gpios, order is not level)


def _order_of(test: ast.expr) -> bool | None:
    """Whether a text that somebody has typed or sent is to switch something on, or off."""
    if not isinstance(test, ast.Compare) or len(test.ops) != 1 or not isinstance(test.ops[0], ast.Eq):
        return None
    said = [text.lower() for text in map(_text, (test.left, test.comparators[0])) if text is not None]
    return said[0] in ORDERS_ON if len(said) == 1 and said[0] in (*ORDERS_ON, *ORDERS_OFF) else None


def _levels_in(block: Sequence[ast.stmt], names: PinNames) -> Iterator[tuple[ast.Call, frozenset[int], bool | None]]:
    for line in block:
        call = line.value if isinstance(line, ast.Expr) else None
        if isinstance(call, ast.Call) and len(call.args) > 1 and name_of(call.func) in WRITES:
            yield call, gpios_of(call.args[-2], names), level_of(call.args[-1])


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
