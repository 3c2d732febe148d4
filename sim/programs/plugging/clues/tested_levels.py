"""Which level of an input a program asks for first: `if GPIO.input(PIN) == 0:` means that low is the event."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

from sim.programs.plugging.clues.pin_names import PinNames

LOWS, HIGHS = ("LOW",), ("HIGH",)
READS = ("input", "digitalRead", "gpio_read")
STATES = ("value", "is_active", "state")  # of a device that stands before them

OFF = frozenset(("off", "off.", "off...", "tắt", "tat"))


class TestedLevels:
    """For each GPIO the level that the first `if` around a read of it asks for."""

    __test__ = False  # pytest: no tests in here

    def __init__(self, names: PinNames) -> None:
        self._names = names
        self._levels: dict[int, bool] = {}
        self._kept: dict[str, set[int]] = {}  # names of variables in which a level was kept
        self._first: dict[str, bool] = {}  # what a variable has before anything was read, as a level
        self._each: dict[str, ast.expr] = {}  # what a loop takes its variable from
        for tree in names.trees:
            for node in ast.walk(tree):
                if isinstance(node, ast.For) and isinstance(node.target, ast.Name):
                    self._each.setdefault(node.target.id, node.iter)
            for node in ast.walk(tree):
                if isinstance(node, ast.Assign):
                    self._keep(node)
            for node in ast.walk(tree):
                if isinstance(node, ast.If | ast.IfExp):
                    self._look_at(node.test, not (isinstance(node, ast.If) and _switches_off(node.body)))
        for tree in names.trees:
            self._look_into_functions(tree)

    def level(self, gpio: int) -> bool | None:
        """The level asked for, or None when there is no such `if`."""
        return self._levels.get(gpio)

    def _keep(self, node: ast.Assign) -> None:
        gpios, level = set(self._read(node.value)), _level_of(node.value)
        for target in node.targets:
            if gpios and isinstance(target, ast.Name):
                self._kept.setdefault(target.id, set()).update(gpios)
            elif level is not None and isinstance(target, ast.Name):
                self._first.setdefault(target.id, level)

    def _look_into_functions(self, tree: ast.AST) -> None:
        """A level may be given to a function, and asked for there: `light(GPIO.input(17))`."""
        functions = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        for call in ast.walk(tree):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or call.func.id not in functions:
                continue
            function = functions[call.func.id]
            kept, self._kept = self._kept, {}
            for parameter, argument in zip(function.args.args, call.args, strict=False):
                self._kept[parameter.arg] = set(self._read(argument, kept))
            for node in ast.walk(function) if any(self._kept.values()) else ():
                if isinstance(node, ast.If | ast.IfExp):
                    self._look_at(node.test, True)
            self._kept = kept

    def _look_at(self, test: ast.expr, wanted: bool) -> None:
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            self._look_at(test.operand, not wanted)
        elif isinstance(test, ast.BoolOp):
            for each in test.values:
                self._look_at(each, wanted)
        elif isinstance(test, ast.Compare) and len(test.ops) == 1:
            self._look_at_comparison(test, wanted)
        else:
            for gpio in self._read(test):
                self._levels.setdefault(gpio, wanted)

    def _look_at_comparison(self, test: ast.Compare, wanted: bool) -> None:
        """Against a level: `GPIO.input(17) == 0`, or the other way round."""
        sides = (test.left, test.comparators[0])
        for one, other in (sides, sides[::-1]):
            level = _level_of(other)
            if level is not None and isinstance(test.ops[0], ast.Eq | ast.Is):
                self._look_at(one, wanted is level)
            elif level is not None and isinstance(test.ops[0], ast.NotEq | ast.IsNot):
                self._look_at(one, wanted is not level)
            elif isinstance(other, ast.Name) and isinstance(test.ops[0], ast.NotEq) and other.id in self._first:
                self._look_at(one, wanted is not self._first[other.id])  # is it another than it was at first?

    def _read(self, value: ast.expr, kept: Mapping[str, set[int]] | None = None) -> Iterator[int]:
        """The GPIOs that this expression reads."""
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr in READS:
            for each in value.args[:1]:
                yield from self._pins(each)
        elif isinstance(value, ast.Attribute) and value.attr in STATES:
            yield from self._pins(value.value)
        elif isinstance(value, ast.Name):
            yield from (self._kept if kept is None else kept).get(value.id, ())

    def _pins(self, value: ast.expr) -> Sequence[int]:
        """The GPIOs of a name, or of a whole list when one of it is asked."""
        if isinstance(value, ast.Name) and value.id in self._each:
            value = self._each[value.id]
        return self._names.pins_in(value.value if isinstance(value, ast.Subscript) else value)


def _switches_off(body: Sequence[ast.stmt]) -> bool:
    """Whether these lines set outputs low alone, and say `off`: they are for the time when nothing happens."""
    nodes = [node for each in body for node in ast.walk(each)]
    set_to = [
        _level_of(node.args[1])
        for node in nodes
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "output"
        and node.args[1:]
    ]
    said = " ".join(node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return bool(set_to) and set(set_to) == {False} and not OFF.isdisjoint(said.lower().split())


def _level_of(value: ast.expr) -> bool | None:
    if isinstance(value, ast.Constant) and value.value in (0, 1):
        return bool(value.value)
    if isinstance(value, ast.Attribute) and value.attr in (*LOWS, *HIGHS):
        return value.attr in HIGHS
    return None
