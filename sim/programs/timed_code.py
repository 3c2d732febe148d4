"""A program's code with a price: its loops and functions say that they take a turn, and virtual time passes.

`while True: x += 1` becomes `while True: __turn__(1.2e-07); x += 1` before Python compiles it: the same lines, the same
names, the same errors. Prices are a board's, right to a factor of two or so (docs/decisions/time-in-loops.md).
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import TypeVar

from sim.programs.counted_loops import counted_loops
from sim.time.turns import SPIN, TURN

# Between a Pi 3 and a Pi 4; chosen after loops that take 15 to 100 ns on a laptop, which is four to six times as fast.
STEP_S = 45e-9  # one name, number, operation
CALL_S = 60e-9  # one call, besides what is called
TALK_S = 40e-6  # one print() to a terminal, one input(), one open()
CATCH_S = 2e-6  # one error that is raised and caught
AROUND_S = 80e-9  # of a loop or a function

Function = ast.FunctionDef | ast.AsyncFunctionDef
Loop = ast.For | ast.AsyncFor | ast.While
Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
# Expressions that change nothing, when all in them are of this kind.
HARMLESS = (
    *(ast.Constant, ast.Name, ast.Attribute, ast.Subscript, ast.Compare, ast.BoolOp, ast.UnaryOp, ast.BinOp),
    *(ast.IfExp, ast.Tuple, ast.expr_context, ast.cmpop, ast.boolop, ast.unaryop, ast.operator),
)
TALKS = ("print", "input", "open")
LEAVES = ast.Pass | ast.Continue | ast.Break
Node = TypeVar("Node", bound=ast.AST)


def compiled(source: bytes, name: str) -> CodeType:
    """Code that lets time pass. Raises SyntaxError or ValueError as `compile` does."""
    try:
        tree = ast.parse(source, name)
        prices = counted_loops(tree)
        priced = _Priced(prices).visit(tree)
        return compile(ast.fix_missing_locations(priced), name, "exec", dont_inherit=True)
    except (SyntaxError, RecursionError):
        return compile(source, name, "exec", dont_inherit=True)  # it says so in its own words, or it can do it


class _Priced(ast.NodeTransformer):
    """Puts a turn at the beginning of each loop, function, comprehension and `except`."""

    def __init__(self, counted: Mapping[ast.While, float]) -> None:
        self._counted = counted

    def visit_While(self, node: ast.While) -> ast.AST:
        around_s = AROUND_S + _steps_s(node.test)
        if _is_harmless(node.test) and _only_waits(node.body):
            body = self._waiting(node.body)
            node.body = [_call(SPIN, around_s, node), *body]
            node.orelse = self._all(node.orelse)
            self.visit(node.test)
            return node
        return self._priced(node, around_s)

    def visit_For(self, node: ast.For) -> ast.AST:
        return self._priced(node, AROUND_S)

    def visit_AsyncFor(self, node: ast.AsyncFor) -> ast.AST:
        return self._priced(node, AROUND_S)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        return self._function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        return self._function(node)

    def visit_ListComp(self, node: ast.ListComp) -> ast.AST:
        return self._comprehension(node, node.elt)

    def visit_SetComp(self, node: ast.SetComp) -> ast.AST:
        return self._comprehension(node, node.elt)

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> ast.AST:
        return self._comprehension(node, node.elt)

    def visit_DictComp(self, node: ast.DictComp) -> ast.AST:
        return self._comprehension(node, node.key, node.value)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> ast.AST:
        price_s = CATCH_S + _price_s(node.body)
        self.generic_visit(node)
        node.body.insert(0, _call(TURN, price_s, node))
        return node

    def _talk(self, node: ast.stmt) -> ast.AST | list[ast.AST]:
        talks = any(isinstance(each, ast.Call) and _name(each.func) in TALKS for each in ast.walk(node))
        self.generic_visit(node)
        return [_call(TURN, TALK_S, node), node] if talks else node

    visit_Expr = visit_Assign = visit_Return = _talk

    def _priced(self, node: Loop, around_s: float) -> Loop:
        price_s = around_s + _price_s(node.body)
        if isinstance(node, ast.While):
            price_s = self._counted.get(node, price_s)
        self.generic_visit(node)
        node.body.insert(0, _call(TURN, price_s, node))
        return node

    def _function(self, node: Function) -> Function:
        price_s = AROUND_S + _price_s(node.body)
        self.generic_visit(node)
        if not (node.name.startswith("__") and node.name.endswith("__")):  # Python calls those at odd moments
            node.body.insert(int(ast.get_docstring(node, clean=False) is not None), _call(TURN, price_s, node))
        return node

    def _comprehension(self, node: Comprehension, *made: ast.expr) -> Comprehension:
        first = node.generators[0]
        price_s = AROUND_S + sum(_steps_s(each) for each in (*made, *first.ifs))
        self.generic_visit(node)
        nothing = ast.copy_location(ast.Constant(None), node)
        turn = ast.Compare(_call(TURN, price_s, node).value, [ast.Is()], [nothing])
        first.ifs.insert(0, ast.copy_location(turn, node))
        return node

    def _waiting(self, body: Sequence[ast.stmt]) -> list[ast.stmt]:
        """The body of a loop that waits: what it does when it need not wait any more has its price."""
        found: list[ast.stmt] = []
        for each in body:
            if isinstance(each, ast.If):
                each.body, each.orelse = self._branch(each.body), self._branch(each.orelse)
            found.append(each)
        return found

    def _branch(self, body: list[ast.stmt]) -> list[ast.stmt]:
        if _only_waits(body):
            return self._waiting(body)
        return [_call(TURN, AROUND_S + _price_s(body), body[0]), *self._all(body)]

    def _all(self, body: Iterable[ast.stmt]) -> list[ast.stmt]:
        found: list[ast.stmt] = []
        for each in body:
            made = self.visit(each)
            found += made if isinstance(made, list) else [made]
        return found


def _call(name: str, price_s: float, at: ast.AST) -> ast.Expr:
    """The statement that pays, in the line where `at` begins."""
    paid = ast.Call(ast.Name(name, ast.Load()), [ast.Constant(round(price_s, 9))], [])
    statement = ast.Expr(paid)
    for node in ast.walk(statement):
        if isinstance(node, ast.expr | ast.stmt):
            node.lineno = node.end_lineno = at.lineno  # type: ignore[attr-defined]
            node.col_offset = node.end_col_offset = at.col_offset  # type: ignore[attr-defined]
    return statement


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _is_harmless(node: ast.expr) -> bool:
    return all(isinstance(each, HARMLESS) for each in ast.walk(node))


def _only_waits(body: Sequence[ast.stmt]) -> bool:
    """Whether a loop of these statements does nothing until a variable changes."""
    return all(_waits(each) for each in body)


def _waits(node: ast.stmt) -> bool:
    if isinstance(node, ast.If):  # what follows when it is true has its own price
        return _is_harmless(node.test)
    if isinstance(node, ast.Expr):
        return _is_harmless(node.value)
    return isinstance(node, LEAVES)


def _price_s(body: Sequence[ast.stmt]) -> float:
    """What the statements cost once; what is called in them, and loops in them, cost something of their own."""
    return sum(_statement_s(each) for each in body)


def _statement_s(node: ast.stmt) -> float:
    if isinstance(node, Function | ast.ClassDef):
        return STEP_S
    if isinstance(node, Loop):
        return _steps_s(node.test if isinstance(node, ast.While) else node.iter)
    bodies = _bodies(node)
    if not bodies:
        return _steps_s(node)
    found = max(_price_s(each) for each in bodies)
    return found + sum(_steps_s(each) for each in ast.iter_child_nodes(node) if isinstance(each, ast.expr))


def _bodies(node: ast.stmt) -> list[list[ast.stmt]]:
    """The statements in a statement: one of these lists is run, or little more."""
    if isinstance(node, ast.Match):
        return [case.body for case in node.cases]
    return [body for name in ("body", "orelse", "finalbody") if (body := getattr(node, name, None))]


def _steps_s(node: ast.AST) -> float:
    """The price of an expression, or of a statement without others in it."""
    if isinstance(node, ast.Lambda):
        return STEP_S
    if isinstance(node, Comprehension):
        return STEP_S + _steps_s(node.generators[0].iter)
    price_s = CALL_S if isinstance(node, ast.Call) else STEP_S if isinstance(node, ast.expr) else 0.0
    return price_s + sum(_steps_s(each) for each in ast.iter_child_nodes(node))


class TimedLoader(SourceFileLoader):
    """Loads a module of the program's folder; nothing of it is kept in `__pycache__`."""

    def get_code(self, fullname: str) -> CodeType:
        file = self.get_filename(fullname)
        return compiled(self.get_data(file), file)


class TimedImports(MetaPathFinder):
    """While it is entered, modules that belong to the program are imported with a price."""

    def __init__(self, is_of_program: Callable[[str], bool]) -> None:
        self._is_of_program = is_of_program

    def __enter__(self) -> None:
        place = sys.meta_path.index(PathFinder) if PathFinder in sys.meta_path else len(sys.meta_path)
        sys.meta_path.insert(place, self)

    def __exit__(self, *_: object) -> None:
        if self in sys.meta_path:
            sys.meta_path.remove(self)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is None or spec.origin is None or type(spec.loader) is not SourceFileLoader:
            return spec
        if self._is_of_program(str(Path(spec.origin).absolute())):
            spec.loader = TimedLoader(fullname, spec.origin)
        return spec
