"""The remarks in a program's text, by their lines."""

from __future__ import annotations

import io
import tokenize
from typing import NamedTuple


class Remark(NamedTuple):
    """What stands behind a #; `is_alone`: nothing else is on the line."""

    text: str
    is_alone: bool


def remarks_in(source: str) -> dict[int, Remark]:
    """The remarks, by the numbers of their lines; those before an error alone, when there is one."""
    found: dict[int, Remark] = {}
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT:
                is_alone = not token.line[: token.start[1]].strip()
                found[token.start[0]] = Remark(token.string.lstrip("#"), is_alone)
    except (tokenize.TokenError, SyntaxError):
        return found
    return found
