"""What stands in a program's text: its words are clues to what it has on its pins and buses."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from pathlib import Path

PIECES = re.compile(r"[A-Z]+(?![a-z])\d*|[A-Z]?[a-z]+\d*|\d+[a-z]*|[^\W\d_]+\d*")
TAILS, SHORTEST = ("sensor", "detector"), 3  # `smokesensor` is smoke, too
MOST = 1e9  # a larger number is none of a chip
FOLDERS_ABOVE = 4  # chosen: the program's own is the first
MOST_FILES = 20  # chosen: of one program's own modules
_WALKED = "_walked"


class ProgramText:
    """The text of a program and of the modules that it imports from its own folder. Without a file it is empty.

    Where it changes `sys.path`, the folders above it and their `lib` are its own, too: makers of boards do so.

    `said` are names that somebody who starts it has used in options, such as `ir_5` in `--press ir_5@3s`.
    """

    def __init__(self, file: Path | None = None, said: Collection[str] = ()) -> None:
        self._file = file
        self._said = frozenset(said)
        self._sources: list[str] = []

    @cached_property
    def trees(self) -> tuple[ast.Module, ...]:
        """The program and its own modules, parsed; what cannot be read is left out."""
        trees: list[ast.Module] = []
        waiting, seen = [] if self._file is None else [self._file], {self._file}
        folders: tuple[Path, ...] = ()
        while waiting and len(trees) < MOST_FILES:
            file = waiting.pop(0)
            try:
                source = file.read_bytes()
                tree = ast.parse(source)
            except (OSError, SyntaxError, ValueError):
                continue
            trees.append(tree)
            self._sources.append(source.decode("utf-8", "replace"))
            if file == self._file and b"sys.path" in source:
                above = file.absolute().parents[:FOLDERS_ABOVE]
                folders = tuple(each / lib for each in above for lib in (".", "lib"))
            for name in _imported(tree):
                place = name.replace(".", "/")
                for folder in (file.parent, *folders):
                    own = folder / f"{place}.py"
                    own = own if own.is_file() else folder / place / "__init__.py"
                    if own not in seen and own.is_file():
                        seen.add(own)
                        waiting.append(own)
                        break
        return tuple(trees)

    @property
    def sources(self) -> tuple[str, ...]:
        """The same as they are written, with their remarks."""
        return tuple(self._sources) if self.trees else ()

    @cached_property
    def words(self) -> frozenset[str]:
        """The names in it and its file's name, in lower case and in pieces: no comments, no texts."""
        return self._words_of(self.trees)

    @cached_property
    def own_words(self) -> frozenset[str]:
        """The same without its modules: a module may be for more than this program uses."""
        return self._words_of(self.trees[:1])

    def _words_of(self, trees: Sequence[ast.Module]) -> frozenset[str]:
        names = {name for tree in trees for name in _names(tree)}
        if self._file is not None:
            names.add(self._file.stem)
        return frozenset(word for name in names for word in pieces(name)) | self._said

    @cached_property
    def numbers(self) -> frozenset[float]:
        """The numbers that are written in it, such as a chip's registers, and what a step of its values is worth."""
        return frozenset(
            float(node.value)
            for tree in self.trees
            for node in nodes(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and abs(node.value) < MOST
        )

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The texts in quotation marks."""
        return tuple(
            node.value
            for tree in self.trees
            for node in nodes(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        )


def nodes(tree: ast.AST) -> tuple[ast.AST, ...]:
    """A tree and all that is below it, in the order of `ast.walk`; kept, so nobody may change the tree."""
    found: tuple[ast.AST, ...] | None = getattr(tree, _WALKED, None)
    if found is None:
        found = tuple(ast.walk(tree))
        setattr(tree, _WALKED, found)
    return found


def pieces(name: str) -> Iterator[str]:
    """The words of a name: `ADS7830_addr` gives ads7830, ads and addr; `buttonPin` gives buttonpin, button and pin."""
    for part in name.replace(".", "_").split("_"):
        if part:
            yield part.lower()
        for piece in PIECES.findall(part):
            yield piece.lower()
            letters = piece.strip("0123456789").lower()
            if letters:
                yield letters
            for tail in TAILS:
                if letters.endswith(tail) and len(letters) >= len(tail) + SHORTEST:
                    yield letters.removesuffix(tail)


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in nodes(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.module:
            yield from (each.name for each in node.names)  # beside it
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{each.name}" for each in node.names)


def _names(tree: ast.Module) -> Iterator[str]:
    for node in nodes(tree):
        if isinstance(node, ast.Name):
            if node.id != "KeyboardInterrupt":  # who catches it speaks of no keyboard
                yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Constant) and type(node.value) is int and node.value > 0xFFFF:
            yield str(node.value)  # the weights of a formula may tell which chip it is for
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg | ast.keyword) and node.arg:
            yield node.arg
        elif isinstance(node, ast.alias):
            yield node.name
            if node.asname:
                yield node.asname
