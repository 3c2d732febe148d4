"""Python source without docstrings and comments, line for line the same program: half as much to send to a phone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

DEFINES = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
BODIES = ("body", "orelse", "finalbody", "handlers", "cases")
TEXT_OR_COMMENT = re.compile(
    rb"""(\"\"\"|''')(?:\\.|[^\\])*?\1|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|(?P<comment>\#[^\r\n]*)""",
    re.DOTALL,
)
Cut = tuple[int, int, bytes]  # first byte, the byte after the last, and what stays in their place


def bare(source: bytes) -> bytes:
    """The same program; every statement stays in its line. Raises SyntaxError for what this Python cannot read."""
    cuts = [*_docstrings(source), *_comments(source)]
    made, at = [], 0
    for start, end, left in sorted(cuts):
        if start >= at:  # else: a comment sign in a docstring
            made += [source[at:start], left + b"\n" * source.count(b"\n", start, end)]
            at = end
    return re.sub(rb"[ \t]+(?=\r?\n)", b"", b"".join([*made, source[at:]]))


def is_same(source: bytes, made: bytes) -> bool:
    """Whether both are the same program, line for line, but for docstrings."""
    return _without_docstrings(source) == _without_docstrings(made)


def _without_docstrings(source: bytes) -> tuple[str, list[int]]:
    tree = ast.parse(source)
    for node in statements(tree):
        if isinstance(node, DEFINES) and node.body and isinstance(node.body[0], ast.Expr):
            first = node.body[0].value
            if isinstance(first, ast.Constant) and (isinstance(first.value, str) or first.value == 0):
                del node.body[0]
    return ast.dump(tree), [getattr(node, "lineno", 0) for node in statements(tree)]


def statements(tree: ast.AST) -> Iterator[ast.AST]:
    """The node, and every statement in it at whatever depth; not the expressions, which are most of a tree."""
    yield tree
    for name in BODIES:
        for each in getattr(tree, name, ()):
            yield from statements(each)


def _docstrings(source: bytes) -> Iterator[Cut]:
    """A body needs a statement in its place; before `from __future__` nothing may stand."""
    starts = [0, *(line.end() for line in re.finditer(rb"\r\n|\r|\n", source))]
    for node in statements(ast.parse(source)):
        if isinstance(node, DEFINES) and ast.get_docstring(node, clean=False) is not None:
            text = node.body[0]
            assert text.end_lineno is not None
            assert text.end_col_offset is not None
            start, end = starts[text.lineno - 1] + text.col_offset, starts[text.end_lineno - 1] + text.end_col_offset
            yield start, end, b"" if isinstance(node, ast.Module) else b"0"


def _comments(source: bytes) -> Iterator[Cut]:
    for found in TEXT_OR_COMMENT.finditer(source):
        if found["comment"]:
            yield found.start(), found.end(), b""
