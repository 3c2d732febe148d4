"""Work in which only the numbers of limits.py are others than shipped: as harmless as the shipped law.

Such a work needs no sandbox: its program is ours. Most works of a lesson are so, since pupils change limits by sliders.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

from firmware.project import Project

FILE, SMALL = "limits.py", "control.py"
LARGEST = 1e7  # a limit that counts something must not fill the memory


class _NotANumber(Exception):
    """A number that no limit has."""


def only_numbers(project: Project, files: Mapping[str, str]) -> bool:
    """Whether these files in place of the project's change nothing but numbers."""
    if not files:
        return True
    file = FILE if project.base is None else SMALL  # a small law has its numbers above itself
    if files.keys() != {file}:
        return False
    try:
        own, shipped = files[file], (project.folder / file).read_text(encoding="utf-8")
        return _shape(own) == _shape(shipped)
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError, _NotANumber):
        return False


def _shape(text: str) -> str:
    """The program with a nought for each number."""
    return ast.dump(_Noughts().visit(ast.parse(text)))


class _Noughts(ast.NodeTransformer):
    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        inner = self.visit(node.operand)
        is_sign = isinstance(node.op, ast.USub) and isinstance(inner, ast.Constant) and inner.value == 0.0
        return inner if is_sign else node

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if isinstance(node.value, bool) or not isinstance(node.value, (int, float)):
            return node
        if not abs(node.value) <= LARGEST:
            raise _NotANumber
        return ast.Constant(0.0)
