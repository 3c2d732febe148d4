"""What a program prints while nothing happens: `no gas`, `nobody`, `released`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

CALM = re.compile(
    r"\b(?:no|not|nobody|none|nothing|isn't|without|safe|saft|normal|clear|released?|quiet|calm|waiting|ok)\b"
    r"|\b(?:không|khong|bình thường|an toàn)\b",
    re.IGNORECASE,
)

ON, OFF = frozenset(("on", "bật", "bat", "sáng")), frozenset(("off", "tắt", "tat"))
WORD = re.compile(r"\w+")


def name_of(node: ast.AST) -> str:
    """The last part of a name, `output` of GPIO.output; nothing for anything else."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def printed_in(body: Iterable[ast.stmt]) -> str | None:
    """The texts that these lines print, one after the other; None when they print nothing."""
    calls = [
        node
        for each in body
        for node in ast.walk(each)
        if isinstance(node, ast.Call) and name_of(node.func) == "print" and node.args
    ]
    texts = [
        part.value
        for call in calls
        for part in ast.walk(call)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    ]
    return " ".join(texts) if calls else None


def is_calm(text: str | None) -> bool:
    """Whether a text says that nothing happens."""
    return text is not None and CALM.search(text) is not None


def on_or_off(text: str | None, other: str | None) -> bool | None:
    """Of two texts alike but for `on` and `off`, whether the first one says on; None for others."""
    words, others = (WORD.findall((each or "").lower()) for each in (text, other))
    rest = [[word for word in each if word not in ON | OFF] for each in (words, others)]
    if rest[0] != rest[1] or {*words} == {*others}:
        return None
    if OFF.isdisjoint(words) and ON.isdisjoint(others):
        return True
    return False if ON.isdisjoint(words) and OFF.isdisjoint(others) else None
