"""Which chips a scan of the I2C bus finds before the program has spoken to any: those that its text speaks of.

On a real board they would be on the table. An address counts when it stands where addresses stand: in a name such as
LCD_ADDR, as the first argument of a bus call or of init(), or in a text that is looked for in the answer of i2cdetect.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator

from sim.programs.parts.catalog import KINDS
from sim.programs.parts.kind import PartKind
from sim.programs.plugging.clues.program_text import ProgramText

NAME_PARTS = ("addr", "i2c", "dev", "pcf", "lcd", "slave")  # in names that hold addresses
CHIPS = {"rtc", "sensor", "oled"} | {
    name for kind in KINDS.values() if kind.addresses for name in (kind.name, kind.name.rstrip("0123456789lx"))
}  # as whole names: MPU6050, MPU
BUS_CALLS = ("read_", "write_", "init", "setup", "begin", "open", "i2c", "detect", "find", "scan")


def present_addresses(text: ProgramText) -> set[int]:
    """The addresses of the chips that the program of this text is about to use."""
    main, *others = text.trees or (ast.Module([], []),)
    found: set[int] = set()
    for kind in KINDS.values():
        if kind.addresses:
            found |= _of_kind(kind, main, others)
    return found


def _of_kind(kind: PartKind, main: ast.Module, others: list[ast.Module]) -> set[int]:
    """What the program itself says counts first, then its other files, then the library's usual address."""
    named = set(addresses_in(main)) & set(kind.addresses)
    if named:
        return named
    elsewhere = {address for tree in others for address in addresses_in(tree)}
    first = [address for address in kind.addresses if address in elsewhere][:1]
    imported = {name for tree in (main, *others) for name in _imports(tree)} & set(kind.libraries)
    return set(first or (kind.addresses[:1] if imported else ()))


def addresses_in(tree: ast.Module) -> set[int]:
    """The numbers that stand where an I2C address stands."""
    return {value for node in ast.walk(tree) for value in _addresses_at(node)}


def _addresses_at(node: ast.AST) -> Iterable[int]:
    if isinstance(node, ast.Compare):
        if isinstance(node.ops[0], ast.In | ast.NotIn):
            return _numbers(node.left)
        return [value for each in (node.left, *node.comparators) for value in _hexadecimal(each)]
    return [value for each in _holders_at(node) for value in _numbers(each)]


def _holders_at(node: ast.AST) -> Iterator[ast.expr | None]:
    """What an address may stand in: the value of a name that says so, a default, the arguments of a call on a bus."""
    if isinstance(node, ast.Assign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        names = [_name(target) for target in targets]
        if any(_speaks_of(NAME_PARTS, name) or name.lower() in CHIPS for name in names):
            yield node.value
    elif isinstance(node, ast.keyword) and _speaks_of(NAME_PARTS, node.arg or ""):
        yield node.value
    elif isinstance(node, ast.FunctionDef):
        pairs = zip(reversed(node.args.args), reversed(node.args.defaults), strict=False)
        yield from (default for argument, default in pairs if _speaks_of(NAME_PARTS, argument.arg))
    elif isinstance(node, ast.Call) and (_speaks_of(BUS_CALLS, name := _name(node.func)) or name[:1].isupper()):
        yield from node.args[: 1 if name.startswith(("read_", "write_")) else 2]  # then comes the register


def _numbers(node: ast.expr | None) -> Iterator[int]:
    """The numbers in an expression; those of a product, such as `0x40 * row`, are places in a display's memory."""
    if node is None or any(isinstance(each, ast.Mult) for each in ast.walk(node)):
        return
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and type(each.value) is int:
            yield each.value
        else:
            yield from _hexadecimal(each)


def _hexadecimal(node: ast.AST) -> Iterator[int]:
    """A text such as "27" or "0x3f"."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value.removeprefix("0x")) == 2:
        try:
            yield int(node.value, 16)
        except ValueError:
            return


def _name(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _speaks_of(parts: Collection[str], name: str) -> bool:
    return any(part in name.lower() for part in parts)


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]
