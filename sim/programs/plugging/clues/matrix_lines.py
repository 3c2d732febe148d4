"""Whether a program lights a matrix column by column: its remarks and names beside the bit that walks say so."""

from __future__ import annotations

import ast
import re

from sim.programs.plugging.clues.program_text import ProgramText, pieces
from sim.programs.plugging.clues.remarks import remarks_in

COLUMN = re.compile(r"\bcol(?:umn)?s?\b", re.IGNORECASE)
ROW = re.compile(r"\brows?\b", re.IGNORECASE)
NEXT_COLUMN = re.compile(r"\b(?:next|each|every)\s+col(?:umn)?\b", re.IGNORECASE)
COLUMN_NAMES, ROW_NAMES = frozenset(("col", "cols", "column", "columns")), frozenset(("row", "rows"))
WALKERS = (1, 0x80, 0x01 << 15)


def scans_columns(text: ProgramText) -> bool:
    """Whether the lines that it lights one after the other stand upright."""
    columns = rows = 0
    for source, tree in zip(text.sources, text.trees, strict=True):
        remarks = remarks_in(source)
        columns += sum(NEXT_COLUMN.search(remark.text) is not None for remark in remarks.values())
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and any(map(_walks, node.args)):
                remark = remarks.get(node.lineno)
                said = remark.text if remark is not None else ""
                names = frozenset(word for each in node.args if _walks(each) for word in _words(each))
                columns += COLUMN.search(said) is not None or not names.isdisjoint(COLUMN_NAMES)
                rows += ROW.search(said) is not None or not names.isdisjoint(ROW_NAMES)
    return columns > rows


def _walks(value: ast.expr) -> bool:
    """Whether it is a single bit at a place that changes, or its opposite: `1 << row`, `~x`."""
    return any(
        (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Invert))
        or (
            isinstance(node, ast.BinOp)
            and isinstance(node.op, ast.LShift | ast.RShift)
            and isinstance(node.left, ast.Constant)
            and node.left.value in WALKERS
        )
        for node in ast.walk(value)
    )


def _words(value: ast.expr) -> set[str]:
    return {word for node in ast.walk(value) if isinstance(node, ast.Name) for word in pieces(node.id)}
