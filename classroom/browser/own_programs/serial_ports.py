"""pyserial in a browser: what it imports for a computer's own ports is not there, and no program opens such a port.

The ports of the board take the place of the computer's when the library has been imported (sim/libraries/kits).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Self

PORTS = "serial.serialposix"
LIST = "serial.tools.list_ports_posix"  # it knows no browser, and refuses to be imported in one
LACKING = ("fcntl", "termios")


class SerialImports(MetaPathFinder):
    """While it is entered, pyserial can be imported; who imports `termios` for itself is told that it is missing."""

    def __init__(self) -> None:
        self._undo = ExitStack()

    def __enter__(self) -> Self:
        sys.meta_path.insert(0, self)
        self._undo.callback(sys.meta_path.remove, self)
        return self

    def __exit__(self, *_: object) -> None:
        self._undo.close()

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find the two modules of pyserial that are about a computer's own ports."""
        if fullname == LIST:
            return ModuleSpec(fullname, _NoPorts())
        if fullname != PORTS:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _WithStandIns(spec.loader)
        return spec


class _WithStandIns(Loader):
    """Loads a module while empty ones stand where it looks for those that are lacking."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        lacking = [name for name in LACKING if name not in sys.modules]
        sys.modules.update({name: ModuleType(name) for name in lacking})
        try:
            self._loader.exec_module(module)
        finally:
            for name in lacking:
                del sys.modules[name]


class _NoPorts(Loader):
    """A computer without ports of its own."""

    def create_module(self, spec: ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        vars(module)["comports"] = lambda include_links=False: []
