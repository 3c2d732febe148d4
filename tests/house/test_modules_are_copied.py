"""Whoever looks through sys.modules looks through a copy: another thread, such as a page's, may import meanwhile."""

import ast

from tests.house.test_house import ROOT

ROOMS = (
    "classroom",
    "devices",
    "drivers",
    "firmware",
    "flash",
    "highland",
    "hub",
    "messages",
    "sim",
    "telemetry",
    "web",
)


def is_all_modules(node: ast.expr) -> bool:
    """`sys.modules`, or its items, keys or values."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not node.args:
        node = node.func.value
    return ast.unparse(node) == "sys.modules"


def test_nobody_walks_through_it_as_it_grows() -> None:
    walks = [
        f"{file.relative_to(ROOT)}:{each.iter.lineno}"
        for room in ROOMS
        for file in (ROOT / room).rglob("*.py")
        for each in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(each, ast.For | ast.comprehension) and is_all_modules(each.iter)
    ]
    assert walks == []


def test_it_is_seen() -> None:
    tree = ast.parse("for a in sys.modules: pass\n[b for b in sys.modules.items()]\n{c for c in list(sys.modules)}")
    found = [each for each in ast.walk(tree) if isinstance(each, ast.For | ast.comprehension)]
    assert [is_all_modules(each.iter) for each in found].count(True) == 2
