"""A module compiled ahead, so that a phone need not: its lines are kept for tracebacks, its columns are not."""

from __future__ import annotations

import importlib.util
import marshal
from collections.abc import Iterator
from itertools import groupby
from types import CodeType

UNCHECKED = (1).to_bytes(4, "little") + bytes(8)  # PEP 552: by hash, and nobody asks for the source
NO_COLUMNS, NO_PLACE = 13, 15  # CPython, InternalDocs/code_objects.md: what an entry of the line table says
LONGEST = 8  # code units that one entry describes


def compiled(source: bytes, name: str) -> bytes:
    """A .pyc for the very Python that runs this: without docstrings and asserts."""
    code = _without_columns(compile(source, name, "exec", optimize=2, dont_inherit=True))
    return importlib.util.MAGIC_NUMBER + UNCHECKED + marshal.dumps(code)


def _without_columns(code: CodeType) -> CodeType:
    consts = tuple(_without_columns(each) if isinstance(each, CodeType) else each for each in code.co_consts)
    lines = [line for line, *_ in code.co_positions()]
    return code.replace(co_consts=consts, co_linetable=bytes(_line_table(lines, code.co_firstlineno)))


def _line_table(lines: list[int | None], first: int) -> Iterator[int]:
    """The table that says for each code unit in which line it stands."""
    last = first
    for line, run in groupby(lines):
        left = len(list(run))
        while left > 0:
            units = min(left, LONGEST)
            left -= units
            if line is None:
                yield 0x80 | NO_PLACE << 3 | units - 1
                continue
            yield 0x80 | NO_COLUMNS << 3 | units - 1
            yield from _signed(line - last)
            last = line


def _signed(number: int) -> Iterator[int]:
    """A signed varint: six bits a byte, the lowest first, the sign in the lowest of all."""
    left = number << 1 if number >= 0 else -number << 1 | 1
    while left >= 64:
        yield 64 | left & 63
        left >>= 6
    yield left
