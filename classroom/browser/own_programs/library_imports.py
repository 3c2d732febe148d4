"""pyserial and luma in a browser: some of what they import is not there, for parts of them that no board needs.

pyserial's is for a computer's own ports; the board's take their place when it has been imported (sim/libraries/kits).
luma's is for a backlight that another process fades, and for files of fonts. Its pool of threads, which every program
with luma starts by its imports, does its tasks at once where a browser has no threads: luma waits for all of them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import NoReturn, Self

from classroom.browser import threads

LACKING: dict[str, dict[str, Sequence[str]]] = {  # who imports it -> what is not there, and which of its functions
    "serial.serialposix": {"fcntl": (), "termios": ()},
    "luma.core.interface.serial": {"multiprocessing": ("Process",)},
    "luma.core.bitmap_font": {"cbor2": ("load", "loads", "dump", "dumps")},
}
POOL = "luma.core.threadpool"
LIST = "serial.tools.list_ports_posix"  # it knows no browser, and refuses to be imported in one


class LibraryImports(MetaPathFinder):
    """While it is entered, both can be imported; who imports `termios` for itself is told that it is missing."""

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
        """Find the modules that import what is not there."""
        if fullname == LIST:
            return ModuleSpec(fullname, _NoPorts())
        if fullname == POOL and threads.installed() is None:
            return ModuleSpec(fullname, _AtOnce())
        if fullname not in LACKING:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _WithStandIns(spec.loader, LACKING[fullname])
        return spec


class _WithStandIns(Loader):
    """Loads a module while others stand where it looks for those that are lacking."""

    def __init__(self, loader: Loader, lacking: Mapping[str, Sequence[str]]) -> None:
        self._loader = loader
        self._lacking = lacking

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        lacking = [name for name in self._lacking if name not in sys.modules]
        sys.modules.update({name: _stand_in(name, self._lacking[name]) for name in lacking})
        try:
            self._loader.exec_module(module)
        finally:
            for name in lacking:
                del sys.modules[name]


def _stand_in(name: str, functions: Sequence[str]) -> ModuleType:
    """A module whose functions can be imported; who calls one is told that the module is missing."""

    def missing(*_: object, **__: object) -> NoReturn:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    module = ModuleType(name)
    vars(module).update(dict.fromkeys(functions, missing))
    return module


class _Pool:
    """luma's pool, in the thread that asks it."""

    def __init__(self, num_threads: int) -> None:
        pass

    def add_task(self, func: Callable[..., object], *args: object, **kargs: object) -> None:
        func(*args, **kargs)

    def wait_completion(self) -> None:
        pass


class _AtOnce(Loader):
    """Makes luma's module with that pool."""

    def create_module(self, spec: ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        vars(module)["threadpool"] = _Pool


class _NoPorts(Loader):
    """A computer without ports of its own."""

    def create_module(self, spec: ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        vars(module)["comports"] = lambda include_links=False: []
