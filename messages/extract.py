"""Find every sentence for people in the code: each `Message("key", "text")`, without running a line of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOMS = ("devices", "drivers", "telemetry", "projects", "sim", "web", "hub", "highland", "messages")
OWN_FILE = "messages.*.toml"  # a folder with such a file brings its own sentences: the catalogue leaves it alone


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence in the code: where it stands, its key, its English text."""

    file: str
    key: str
    text: str


def sentences(tree: Path, rooms: tuple[str, ...] = ROOMS) -> list[Sentence]:
    """All sentences of the tree, in the order of files and lines."""
    found: list[Sentence] = []
    for room in rooms:
        for file in sorted((tree / room).rglob("*.py")):
            if not any(file.parent.glob(OWN_FILE)):
                found += sentences_in(file, file.relative_to(tree).as_posix())
    return found


def sentences_in(file: Path, name: str = "") -> list[Sentence]:
    """The sentences of one file that have a text; `hint.none` has none."""
    return [Sentence(name or file.name, key, text) for key, text in _calls(file) if text]


def _calls(file: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and _called(node.func) == "Message" and len(node.args) >= 2:
            key, text = node.args[0], node.args[1]
            if isinstance(key, ast.Constant) and isinstance(text, ast.Constant):
                yield str(key.value), str(text.value)


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
