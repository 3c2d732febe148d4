"""What a program imports from archives that are fetched late: by its import statements, wherever they stand in it."""

from __future__ import annotations

import ast
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

FILE = Path(__file__).with_name("late.json")  # pack.py writes it into the archive of programs
BY_NAME = ("import_module", "__import__")  # called with the name of a module


class LateArchives:
    """Which archives there are for which modules, and which of them have come."""

    def __init__(self, by_module: Mapping[str, Sequence[str]]) -> None:
        self._by_module = by_module
        self._here: set[str] = set()

    def wanted(self, text: object) -> str:
        """The name of an archive that this program needs and that has not come; or nothing."""
        modules = imported(text, self._by_module) if isinstance(text, str) else set()
        return min({name for each in modules for name in self._by_module[each]} - self._here, default="")

    def is_here(self, name: str) -> None:
        """That archive has been unpacked."""
        self._here.add(name)


def late_archives() -> LateArchives:
    """Those that the archive of programs tells of."""
    return LateArchives(json.loads(FILE.read_text(encoding="utf-8")))


def imported(text: str, modules: Collection[str]) -> set[str]:
    """Which of these modules a program imports; of one that Python cannot read, none."""
    if not any(each in text for each in modules):  # quick, and true of most programs
        return set()
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    return {name.partition(".")[0] for node in ast.walk(tree) for name in _named(node)} & set(modules)


def _named(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        yield node.module
    elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
        called = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if called in BY_NAME:
            yield str(node.args[0].value)
