"""A pupil's own sim.py or devices.py beside the program: it finds its own, and we find ours."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from sim.python.swaps import ROOMS

OUR_TREE = Path(__file__).resolve().parents[2]
OUR_FILES = tuple(str(OUR_TREE / room) + sep for room in ROOMS for sep in ("/", "\\"))


class OwnNames:
    """While it is entered, `import` in the program prefers the modules of its own folder over our rooms."""

    def __init__(self, folder: Path) -> None:
        self._names = frozenset() if folder == OUR_TREE else frozenset(name for name in ROOMS if _is_in(folder, name))
        self._import = builtins.__import__
        self._theirs: dict[str, ModuleType] = {}
        self._ours: dict[str, ModuleType] = {}
        self._turned = False

    def __enter__(self) -> None:
        if self._names:
            sys.path.insert(0, str(OUR_TREE))  # before the folder of the program
            for name in self._names:
                import_module(name)
            sys.path.remove(str(OUR_TREE))
            self._import = builtins.__import__
            builtins.__import__ = self._import_for

    def __exit__(self, *_: object) -> None:
        if self._names:
            builtins.__import__ = self._import
            self._theirs.clear()

    def _import_for(
        self,
        name: str,
        globals: Mapping[str, Any] | None = None,
        locals: Mapping[str, Any] | None = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> ModuleType:
        asker = str((globals or {}).get("__file__") or "")
        root = (name if level == 0 else str((globals or {}).get("__package__") or "")).partition(".")[0]
        theirs = root in self._names and not asker.startswith(OUR_FILES)
        if theirs is self._turned or (root not in self._names):
            return self._import(name, globals, locals, fromlist, level)
        with self._turn():
            return self._import(name, globals, locals, fromlist, level)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        self._exchange()
        try:
            yield
        finally:
            self._exchange()

    def _exchange(self) -> None:
        """Put the others' modules in the place of those that are there."""
        here = {name: module for name, module in sys.modules.items() if name.partition(".")[0] in self._names}
        for name in here:
            del sys.modules[name]
        if self._turned:
            self._theirs = here
            sys.modules.update(self._ours)
        else:
            self._ours = here
            sys.modules.update(self._theirs)
        self._turned = not self._turned


def _is_in(folder: Path, name: str) -> bool:
    return (folder / f"{name}.py").is_file() or any((folder / name).glob("*.py"))
