"""Which level of an input is the event: the one that a program prints something for, or else asks for first.

`if GPIO.input(PIN) == 0:` means low. A level is followed through variables, through functions that it is given to or
that return it, and through callbacks that get the pin.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from sim.programs.plugging.clues.calm_words import is_calm, name_of, on_or_off, printed_in
from sim.programs.plugging.clues.pin_names import PinNames
from sim.programs.plugging.clues.program_text import pieces
from sim.programs.plugging.clues.remarks import remarks_in

Branch = tuple[str | None, str | None]  # what is printed when an `if` holds, and when it does not

LOWS, HIGHS = ("LOW",), ("HIGH",)
READS = ("input", "digitalRead", "gpio_read")
CLOCKS = ("time", "time_ns", "monotonic", "perf_counter")
STATES = ("value", "is_active", "state")  # of a device that stands before them

NUMBERS = ("int", "bool", "float", "round")  # they keep a level as it is
MOST_CALLS = 3  # chosen: so many functions give a level on
NOTICED = re.compile(r"\b(?:detect\w*|notice[sd]?|triggered|sensed|phát hiện|phat hien)\b", re.IGNORECASE)
OFF = frozenset(("off", "off.", "off...", "tắt", "tat"))


class TestedLevels:
    """For each GPIO the level that the first `if` around a read of it asks for."""

    __test__ = False  # pytest: no tests in here

    def __init__(self, names: PinNames, sources: Sequence[str] = ()) -> None:
        self._names = names
        self._noticed: dict[int, set[bool]] = {}  # levels beside which a remark says that something is detected
        self._remarked = {
            id(node) for tree, source in zip(names.trees, sources, strict=False) for node in _remarked(tree, source)
        }
        self._is_noticed = False  # what the remark beside the branch that is looked at says
        self._levels: dict[int, bool] = {}
        self._waited_for: set[int] = set()  # pins that an `if` asks for a level itself, not for a change
        self._printed: dict[int, dict[bool, bool]] = {}  # whether something is printed for a level that is asked for
        self._kept: dict[str, set[int]] = {}  # names of variables in which a level was kept
        self._first: dict[str, bool] = {}  # what a variable has before anything was read, as a level
        self._each: dict[str, ast.expr] = {}  # what a loop takes its variable from
        self._channels: dict[str, ast.expr] = {}  # the first argument of a callback, and whose pin it gets
        self._returned: dict[str, set[int]] = {}  # functions that return a level
        self._said: dict[int, dict[bool, bool]] = {}  # whether what is printed for a level says that nothing happens
        self._switched: dict[int, set[bool]] = {}  # levels for which it prints that something is on, and off otherwise
        self._lit: dict[int, set[bool]] = {}  # levels for which it sets outputs high that are low otherwise
        self._puts_out = sum(map(_high_outputs, names.trees))
        self._lights: bool | None = None  # whether the branch that is looked at does so when its `if` holds
        self._called: dict[
            int, set[bool]
        ] = {}  # levels for which it asks, and calls `buzzer_on`, otherwise `buzzer_off`
        self._calls: bool | None = None  # the same of the branch that is looked at
        self._branch: Branch = (None, None)
        functions = {
            node.name: node for tree in names.trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)
        }
        for node in self._nodes():
            if isinstance(node, ast.For) and isinstance(node.target, ast.Name):
                self._each.setdefault(node.target.id, node.iter)
            elif isinstance(node, ast.Call):
                self._look_at_callback(node, functions)
        self._find_returned(functions)
        for node in self._nodes():
            if isinstance(node, ast.Assign):
                self._keep(node)
        for node in self._nodes():
            self._look_at_branch(node)
        for node in self._nodes():
            if isinstance(node, ast.Call):
                self._look_into(node, functions, self._kept, MOST_CALLS)

    def _nodes(self) -> Iterator[ast.AST]:
        for tree in self._names.trees:
            yield from ast.walk(tree)

    def level(self, gpio: int) -> bool | None:
        """The level of the event, or None when the program asks for none."""
        printed = self.printed(gpio)
        if printed is not None:
            return printed
        lit = self._lit.get(gpio, set())
        return next(iter(lit)) if len(lit) == 1 else self._levels.get(gpio)

    def waits_for_low(self, gpio: int) -> bool:
        """Whether the program asks for this level by itself, and not only whether it is another one than before."""
        return gpio in self._waited_for and self.level(gpio) is False

    def waited_first(self, gpio: int) -> bool | None:
        """The level while which the first loop around a read of it goes on."""
        for node in self._nodes():
            if isinstance(node, ast.While) and isinstance(node.test, ast.Compare) and len(node.test.ops) == 1:
                level = _level_of(node.test.comparators[0])
                if level is not None and gpio in self._read(node.test.left):
                    return level is isinstance(node.test.ops[0], ast.Eq | ast.Is)
            elif isinstance(node, ast.While) and gpio in self._read(node.test):
                return True
        return None

    @cached_property
    def timed(self) -> frozenset[int]:
        """The inputs whose level a loop asks while it writes down the time: echoes."""
        loops = [node for node in self._nodes() if isinstance(node, ast.While) and any(map(_keeps_time, node.body))]
        tests = [node.test.left if isinstance(node.test, ast.Compare) else node.test for node in loops]
        return frozenset(gpio for test in tests for gpio in self._read(test))

    def said(self, gpio: int) -> bool | None:
        """The level of the event, when what it prints for the other says that nothing happens."""
        said = self._said.get(gpio, {})
        events = [level for level, calm in said.items() if not calm]
        return events[0] if len(said) > 1 and len(events) == 1 else None

    def switched(self, gpio: int) -> bool | None:
        """The level for which it prints `lamp on`, when it prints `lamp off` for the other."""
        levels = self._switched.get(gpio, set())
        return next(iter(levels)) if len(levels) == 1 else None

    def begins_at(self, gpio: int) -> bool | None:
        """The level that it asks for first, when it switches something on then, and off otherwise."""
        levels = self._lit.get(gpio, set()) | self._called.get(gpio, set())
        return next(iter(levels)) if len(levels) == 1 and self._levels.get(gpio) in levels else None

    def noticed(self, gpio: int) -> bool | None:
        """The level for which a remark beside its `if` says that something is detected."""
        levels = self._noticed.get(gpio, set())
        return next(iter(levels)) if len(levels) == 1 else None

    def printed(self, gpio: int) -> bool | None:
        """The level for which something is printed, of both that it asks for, or by what it prints."""
        said = self.said(gpio)
        if said is not None:
            return said
        levels = [level for level, prints in self._printed.get(gpio, {}).items() if prints]
        return levels[0] if len(levels) == 1 and len(self._printed[gpio]) > 1 else None

    def _look_at_callback(self, node: ast.Call, functions: Mapping[str, ast.FunctionDef]) -> None:
        for keyword in node.keywords:
            if keyword.arg == "callback" and node.args and isinstance(keyword.value, ast.Name | ast.Attribute):
                function = functions.get(name_of(keyword.value))
                if function is not None and (own := _own_arguments(function)):
                    self._channels.setdefault(own[0], node.args[0])

    def _find_returned(self, functions: Mapping[str, ast.FunctionDef]) -> None:
        for name, function in functions.items():
            for node in ast.walk(function):
                if isinstance(node, ast.Return) and node.value is not None:
                    gpios = {*self._read(node.value)}
                    if gpios:
                        self._returned.setdefault(name, set()).update(gpios)

    def _keep(self, node: ast.Assign) -> None:
        gpios, level = set(self._read(node.value)), _level_of(node.value)
        for target in node.targets:
            if gpios and isinstance(target, ast.Name):
                self._kept.setdefault(target.id, set()).update(gpios)
            elif level is not None and isinstance(target, ast.Name):
                self._first.setdefault(target.id, level)

    def _look_into(
        self, call: ast.Call, functions: Mapping[str, ast.FunctionDef], given: Mapping[str, set[int]], depth: int
    ) -> None:
        """A level may be given to a function, and asked for there: `light(GPIO.input(17))`."""
        function = functions.get(name_of(call.func))
        if function is None or not depth:
            return
        found = {
            parameter: set(self._read(argument, given))
            for parameter, argument in zip(_own_arguments(function), call.args, strict=False)
        }
        if not any(found.values()):
            return
        kept, self._kept = self._kept, found
        for node in ast.walk(function):
            self._look_at_branch(node)
        self._kept = kept
        for node in ast.walk(function):
            if isinstance(node, ast.Call):
                self._look_into(node, functions, found, depth - 1)

    def _look_at_branch(self, node: ast.AST) -> None:
        if isinstance(node, ast.If):
            is_off = _switches_off(node.body)
            self._is_noticed = id(node) in self._remarked and not is_off
            body, other = printed_in(node.body), printed_in(_without_elif(node.orelse))
            self._branch = (other, body) if is_off else (body, other)
            is_all = _high_outputs(node) == self._puts_out  # an output that is set high elsewhere may rest there
            self._lights = _lights(node.body, node.orelse) if is_all and not is_off else None
            self._calls = _calls(node.body, node.orelse)
            self._look_at(node.test, not is_off)
        elif isinstance(node, ast.IfExp):
            self._calls = None
            self._branch, self._is_noticed = (_text(node.body), _text(node.orelse)), False
            self._lights = None
            self._look_at(node.test, not _turns_round(node))

    def _note(self, gpio: int, level: bool) -> None:
        self._levels.setdefault(gpio, level)
        printed = self._printed.setdefault(gpio, {})
        body, other = self._branch
        printed[level] = printed.get(level, False) or body is not None
        said = self._said.setdefault(gpio, {})
        for its_level, text in ((level, body), (not level, other)):
            if text is not None:
                said[its_level] = said.get(its_level, True) and is_calm(text)
        if self._is_noticed:
            self._noticed.setdefault(gpio, set()).add(level)
        if self._lights is not None:
            self._lit.setdefault(gpio, set()).add(level is self._lights)
        if self._calls is not None:
            self._called.setdefault(gpio, set()).add(level is self._calls)
        is_on = on_or_off(body, other)
        if is_on is not None:
            self._switched.setdefault(gpio, set()).add(level is is_on)

    def _look_at(self, test: ast.expr, wanted: bool, is_change: bool = False) -> None:
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            self._look_at(test.operand, not wanted)
        elif isinstance(test, ast.BoolOp):
            for each in test.values:
                self._look_at(each, wanted)
        elif isinstance(test, ast.Compare) and len(test.ops) == 1:
            self._look_at_comparison(test, wanted)
        else:
            for gpio in self._read(test):
                self._note(gpio, wanted)
                if not is_change:
                    self._waited_for.add(gpio)

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
                self._look_at(one, wanted is not self._first[other.id], True)  # is it another than it was at first?

    def _read(self, value: ast.expr, kept: Mapping[str, set[int]] | None = None) -> Iterator[int]:
        """The GPIOs that this expression reads."""
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr in READS:
            for each in value.args[:1]:
                yield from self._pins(each)
        elif isinstance(value, ast.Attribute) and value.attr in STATES:
            yield from self._pins(value.value)
        elif isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in NUMBERS:
            for each in value.args[:1]:
                yield from self._read(each, kept)
        elif isinstance(value, ast.Call) and name_of(value.func) in self._returned:
            yield from self._returned[name_of(value.func)]
        elif isinstance(value, ast.Name):
            yield from (self._kept if kept is None else kept).get(value.id, ())

    def _pins(self, value: ast.expr) -> Sequence[int]:
        """The GPIOs of a name, or of a whole list when one of it is asked."""
        if isinstance(value, ast.Name) and value.id in self._each:
            value = self._each[value.id]
        elif isinstance(value, ast.Name) and value.id in self._channels and not self._names.pins_in(value):
            value = self._channels[value.id]
        return self._names.pins_in(value.value if isinstance(value, ast.Subscript) else value)


def _keeps_time(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and name_of(node.value.func) in CLOCKS


def _remarked(tree: ast.AST, source: str) -> Iterator[ast.If]:
    """The branches with a remark such as `if GPIO.input(17) == 1:  # flame is detected`."""
    remarks = remarks_in(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and (remark := remarks.get(node.test.end_lineno or node.lineno)) is not None:
            said = re.split(r"[,;]|\bif\b.*\bnot\b", remark.text)[0]
            if NOTICED.search(said) and not is_calm(said):
                yield node


def _turns_round(node: ast.IfExp) -> bool:
    """`0 if GPIO.input(17) else 1`: the event is what becomes 1."""
    values = [each.value for each in (node.body, node.orelse) if isinstance(each, ast.Constant)]
    return values == [0, 1]


def _text(value: ast.expr) -> str | None:
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else None


def _without_elif(body: Sequence[ast.stmt]) -> Sequence[ast.stmt]:
    return () if len(body) == 1 and isinstance(body[0], ast.If) else body


def _own_arguments(function: ast.FunctionDef) -> list[str]:
    names = [argument.arg for argument in function.args.args]
    return names[1:] if names[:1] == ["self"] else names


def _switches_off(body: Sequence[ast.stmt]) -> bool:
    """Whether these lines set outputs low alone, and say `off`: they are for the time when nothing happens."""
    nodes = [node for each in body for node in ast.walk(each)]
    set_to = _put_out(nodes)
    said = " ".join(node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return bool(set_to) and set(set_to) == {False} and not OFF.isdisjoint(said.lower().split())


def _put_out(nodes: Iterable[ast.AST]) -> list[bool | None]:
    """The levels that these calls put out."""
    return [
        _level_of(node.args[1])
        for node in nodes
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "output"
        and node.args[1:]
    ]


def _high_outputs(tree: ast.AST) -> int:
    """How many calls put a high level out, or begin with one; a level that is not written there counts, too."""
    nodes = list(ast.walk(tree))
    begun = [_level_of(node.value) for node in nodes if isinstance(node, ast.keyword) and node.arg == "initial"]
    return sum(level is not False for level in (*_put_out(nodes), *begun))


def _lights(body: Sequence[ast.stmt], other: Sequence[ast.stmt]) -> bool | None:
    """Whether the first lines set outputs high alone and the others low alone; False the other way round."""
    levels = [set(_put_out(node for each in lines for node in ast.walk(each))) for lines in (body, other)]
    if levels == [{True}, {False}]:
        return True
    return False if levels == [{False}, {True}] else None


def _calls(body: Sequence[ast.stmt], other: Sequence[ast.stmt]) -> bool | None:
    """Whether the first lines call what is named on, and the others what is named off; False the other way round."""
    said = [
        {word for line in lines for node in ast.walk(line) if isinstance(node, ast.Call) for word in _named(node)}
        for lines in (body, other)
    ]
    if said == [{"on"}, {"off"}]:
        return True
    return False if said == [{"off"}, {"on"}] else None


def _named(call: ast.Call) -> set[str]:
    return {"on", "off"} & {*pieces(name_of(call.func))}


def _level_of(value: ast.expr) -> bool | None:
    if isinstance(value, ast.Constant) and value.value in (0, 1):
        return bool(value.value)
    if isinstance(value, ast.Attribute) and value.attr in (*LOWS, *HIGHS):
        return value.attr in HIGHS
    return None
