"""Which modules a program can come to import, found by reading every import, also those inside functions."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from classroom.browser.bare import statements


def reach(roots: Iterable[str], tree: Path, late: tuple[str, ...] = ()) -> dict[str, Path]:
    """Module -> file, of those that lie in `tree`, from the modules `roots` on; `drivers.*` is all of a folder.

    What is in the packages `late` is left out, and what only they import.
    """
    found: dict[str, Path] = {}
    ahead = [module for root in roots for module in _named(root, tree)]
    while ahead:
        module = ahead.pop()
        file = file_of(module, tree)
        if module in found or file is None or f"{module}.".startswith(late):
            continue
        found[module] = file
        ahead += _above(module)
        ahead += _imported(ast.parse(file.read_bytes()), module, file.name == "__init__.py")
    return found


def file_of(module: str, tree: Path) -> Path | None:
    """The file of a module in the tree, or None: it is a library's, or only a name in a module."""
    place = tree.joinpath(*module.split("."))
    found = (place / "__init__.py", place.with_suffix(".py"))
    return next((file for file in found if file.is_file()), None)


def _named(root: str, tree: Path) -> Iterator[str]:
    if not root.endswith(".*"):
        yield root
        return
    folder = tree.joinpath(*root.removesuffix(".*").split("."))
    for file in folder.rglob("*.py"):
        yield ".".join(file.relative_to(tree).with_suffix("").parts).removesuffix(".__init__")


def _above(module: str) -> Iterator[str]:
    while "." in module:
        module = module.rpartition(".")[0]
        yield module


def _imported(tree: ast.Module, module: str, is_package: bool) -> Iterator[str]:
    here = module if is_package else module.rpartition(".")[0]
    for node in statements(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = here.split(".")[: len(here.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*start, *([node.module] if node.module else [])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)
