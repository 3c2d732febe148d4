"""No module imports one that imports it back, not even for the type checker: each can be read before the next."""

import ast
import tomllib
from collections.abc import Collection, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES = PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]


def modules() -> dict[str, str]:
    """The source of every module by its dotted name; a package's is the one of its `__init__`."""
    found = {}
    for path in (path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        found[name] = path.read_text(encoding="utf-8")
    return found


def imported(name: str, source: str, known: Collection[str]) -> Iterator[str]:
    """Every module of ours that this one imports: in functions and under TYPE_CHECKING too."""
    for node in ast.walk(ast.parse(source)):
        wanted: list[list[str]] = []
        if isinstance(node, ast.Import):
            wanted = [[alias.name] for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            around = name.split(".")[: -node.level] if node.level else []
            base = ".".join([*around, *([node.module] if node.module else [])])
            wanted = [[f"{base}.{alias.name}", base] for alias in node.names]
        for names in wanted:
            yield from [each for name in names for each in (name, f"{name}.__init__") if each in known][:1]


def cycle(sources: Mapping[str, str]) -> list[str]:
    """The modules of one cycle of imports; empty when there is none."""
    graph = {name: set(imported(name, source, sources)) - {name} for name, source in sources.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


@pytest.mark.proof
def test_no_module_imports_one_that_imports_it_back() -> None:
    assert cycle(modules()) == []


def test_a_cycle_for_the_type_checker_or_in_a_function_is_seen() -> None:
    typed = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .b import B\n"
    late = "def f():\n    from room import a\n"
    assert set(cycle({"room.__init__": "", "room.a": typed, "room.b": late})) == {"room.a", "room.b"}
    assert cycle({"room.__init__": "from room.a import A", "room.a": "import room.b", "room.b": ""}) == []
    assert cycle({"room.__init__": "from room.a import A", "room.a": "from room import B"}) != []
