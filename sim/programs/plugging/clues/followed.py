"""What simple lines of a program do, followed without running them: what is printed, and which levels come after it.

Numbers, tables and the program's own functions are followed from a call such as `set_color(0xFF0000)` to the wires.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from sim.programs.plugging.clues.calm_words import name_of
from sim.programs.plugging.clues.program_text import nodes

PAUSES = ("sleep", "delay", "pause", "wait")
LEVELS = {"HIGH": True, "LOW": False}
MOST_EVENTS, MOST_STEPS, DEEPEST, MOST_ROUNDS = 400, 20_000, 4, 16  # chosen
BINARY: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod, ast.BitAnd: operator.and_, ast.BitOr: operator.or_,
    ast.BitXor: operator.xor, ast.RShift: operator.rshift,
}  # fmt: skip
COMPARED: dict[type, Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Gt: operator.gt, ast.GtE: operator.ge, ast.Lt: operator.lt,
    ast.LtE: operator.le, ast.Is: operator.eq, ast.IsNot: operator.ne,
}  # fmt: skip
BUILT_IN: dict[str, Callable[..., Any]] = {
    "int": int, "float": float, "bool": bool, "str": str, "round": round, "abs": abs, "len": len, "min": min,
    "max": max, "zip": lambda *each: list(zip(*each, strict=False)), "list": list, "tuple": tuple,
    "enumerate": lambda each: list(enumerate(each)), "reversed": lambda each: list(reversed(each)),
}  # fmt: skip
OF_TABLES = {"items": dict.items, "keys": dict.keys, "values": dict.values}
Env = dict[str, Any]


class Unknown(Exception):
    """Something that the lines alone do not tell."""


class Event(NamedTuple):
    """`gpio` got a level (None: neither), or a text was printed; a pause has neither of both."""

    text: str | None = None
    gpio: int | None = None
    level: bool | None = None


Writes = Callable[[ast.Call, Callable[[ast.expr], Any]], Iterable[tuple[int, bool | None]]]


class Follower:
    """Follows one program. `writes` gives the outputs that a call sets, with the levels; it may ask for a value."""

    def __init__(self, tree: ast.Module, writes: Writes) -> None:
        self._writes = writes
        self._module = tree.body
        self.functions = {node.name: node for node in nodes(tree) if isinstance(node, ast.FunctionDef)}
        self._events: list[Event] = []
        self._steps = 0
        self._constants: Env = {}
        for line in tree.body:
            if isinstance(line, ast.Assign):
                self._assign(line, self._constants)

    def of_program(self) -> list[Event]:
        """Everything, from the first line on; then each function by itself."""
        self._events, self._steps = [], 0
        self._follow(self._module, {}, 0)
        for function in self.functions.values():
            self._events.append(Event())
            self._follow(function.body, {}, DEEPEST - 1)
        return self._events

    def of_call(self, call: ast.Call) -> list[Event]:
        """What one call does by itself."""
        self._events, self._steps = [], 0
        self._call(call, {}, 0)
        return self._events

    def of_function(self, name: str, values: Sequence[Any] | None = None) -> list[Event]:
        """What one function does, with these values for its arguments."""
        self._events, self._steps = [], 0
        function = self.functions[name]
        self._follow(
            function.body, {} if values is None else dict(zip(arguments_of(function), values, strict=False)), 1
        )
        return self._events

    def _follow(self, lines: Sequence[ast.stmt], env: Env, depth: int) -> None:
        for line in lines:
            self._steps += 1
            if self._steps > MOST_STEPS or len(self._events) > MOST_EVENTS:
                return
            if isinstance(line, ast.Assign):
                self._assign(line, env)
            elif isinstance(line, ast.Expr) and isinstance(line.value, ast.Call):
                self._call(line.value, env, depth)
            elif isinstance(line, ast.For):
                self._loop(line, env, depth)
            elif isinstance(line, ast.If):
                self._branch(line, env, depth)
            elif isinstance(line, ast.While | ast.With | ast.Try):
                self._follow(line.body, env, depth)
            elif isinstance(line, ast.Return):
                return

    def _assign(self, line: ast.Assign, env: Env) -> None:
        for target in line.targets:
            try:
                bind(target, self.value(line.value, env), env)
            except Unknown:
                forget(target, env)

    def _loop(self, line: ast.For, env: Env, depth: int) -> None:
        try:
            rows = list(self.value(line.iter, env))[:MOST_ROUNDS]
        except (Unknown, TypeError):
            forget(line.target, env)
            self._follow(line.body, env, depth)
            return
        for row in rows:
            with suppress(Unknown):
                bind(line.target, row, env)
                self._follow(line.body, env, depth)

    def _branch(self, line: ast.If, env: Env, depth: int) -> None:
        try:
            self._follow(line.body if self.known(line.test, env) else line.orelse, env, depth)
        except Unknown:
            for branch in (line.body, line.orelse):
                self._events.append(Event())
                self._follow(branch, dict(env), depth)
            self._events.append(Event())

    def _call(self, call: ast.Call, env: Env, depth: int) -> None:
        name = name_of(call.func)
        if name == "print":
            self._events.append(Event(self._text(call, env)))
        elif name in PAUSES:
            self._events.append(Event())
        elif name in self.functions:
            if depth < DEEPEST:
                with suppress(Unknown):
                    self._follow(self.functions[name].body, self._given(call, env), depth + 1)
        else:
            found = self._writes(call, lambda node: self.value(node, env))
            self._events += [Event(None, gpio, level) for gpio, level in found]

    def _given(self, call: ast.Call, env: Env) -> Env:
        names = arguments_of(self.functions[name_of(call.func)])
        given: list[Any] = []
        for each in call.args:
            if isinstance(each, ast.Starred):
                given += self.value(each.value, env)
            else:
                given.append(self._maybe(each, env))
        found = dict(zip(names, given, strict=False))
        found |= {each.arg: self._maybe(each.value, env) for each in call.keywords if each.arg}
        return {name: value for name, value in found.items() if value is not Unknown}

    def _maybe(self, node: ast.expr, env: Env) -> Any:
        try:
            return self.value(node, env)
        except Unknown:
            return Unknown

    def _text(self, call: ast.Call, env: Env) -> str:
        names = [env.get(node.id) for node in ast.walk(call) if isinstance(node, ast.Name)]
        said = [node.value for node in ast.walk(call) if isinstance(node, ast.Constant)]
        return " ".join(each for each in (*said, *names) if isinstance(each, str))

    def value(self, node: ast.expr, env: Mapping[str, Any]) -> Any:
        """What an expression is. Raises Unknown."""
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise Unknown
        try:
            return self._value(node, env)
        except (TypeError, ValueError, ArithmeticError, LookupError, RecursionError, AttributeError) as error:
            raise Unknown from error

    def _value(self, node: ast.expr, env: Mapping[str, Any]) -> Any:
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.Name):
            return env[node.id] if node.id in env else LEVELS.get(node.id, self._constants.get(node.id, Unknown))
        if isinstance(node, ast.Attribute) and node.attr in LEVELS:
            return LEVELS[node.attr]
        if isinstance(node, ast.Tuple | ast.List):
            return tuple(self.known(each, env) for each in node.elts)
        if isinstance(node, ast.Dict):
            keys = (None if key is None else self.known(key, env) for key in node.keys)
            return dict(zip(keys, (self.known(each, env) for each in node.values), strict=True))
        if isinstance(node, ast.Subscript):
            return self.known(node.value, env)[self.known(node.slice, env)]
        if isinstance(node, ast.IfExp):
            return self.known(node.body if self.known(node.test, env) else node.orelse, env)
        if isinstance(node, ast.Call):
            return self._result(node, env)
        return self._computed(node, env)

    def _computed(self, node: ast.expr, env: Mapping[str, Any]) -> Any:
        if isinstance(node, ast.BinOp) and type(node.op) in BINARY:
            left, right = self.known(node.left, env), self.known(node.right, env)
            if not (isinstance(left, int | float) and isinstance(right, int | float)):
                raise Unknown
            return BINARY[type(node.op)](left, right)
        if isinstance(node, ast.UnaryOp):
            operand = self.known(node.operand, env)
            return not operand if isinstance(node.op, ast.Not) else -operand
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in COMPARED:
            return COMPARED[type(node.ops[0])](self.known(node.left, env), self.known(node.comparators[0], env))
        raise Unknown

    def known(self, node: ast.expr, env: Mapping[str, Any]) -> Any:
        """What an expression is, and nothing that is not known. Raises Unknown."""
        found = self.value(node, env)
        if found is Unknown:
            raise Unknown
        return found

    def _result(self, call: ast.Call, env: Mapping[str, Any]) -> Any:
        name = name_of(call.func)
        if isinstance(call.func, ast.Attribute) and name in OF_TABLES and not call.args:
            return list(OF_TABLES[name](self.known(call.func.value, env)))
        if name in self.functions:
            returned = [line for line in self.functions[name].body if isinstance(line, ast.Return)]
            if len(returned) == 1 and returned[0].value is not None:
                return self.known(returned[0].value, self._given(call, dict(env)))
        if name in BUILT_IN:
            return BUILT_IN[name](*(self.known(each, env) for each in call.args))
        raise Unknown


def arguments_of(function: ast.FunctionDef) -> list[str]:
    """The names of its arguments, without `self`."""
    return [each.arg for each in function.args.args if each.arg != "self"]


def bind(target: ast.expr, value: Any, env: Env) -> None:
    """Give a name, or several, a value. Raises Unknown when there are more or fewer of them."""
    if isinstance(target, ast.Tuple | ast.List):
        if not isinstance(value, tuple | list) or len(value) != len(target.elts):
            raise Unknown
        for each, its in zip(target.elts, value, strict=True):
            bind(each, its, env)
    elif isinstance(target, ast.Name):
        env[target.id] = value


def forget(target: ast.expr, env: Env) -> None:
    """These names have values that are not known."""
    for node in ast.walk(target):
        if isinstance(node, ast.Name):
            env[node.id] = Unknown
