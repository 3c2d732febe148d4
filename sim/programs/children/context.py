"""What a child process has for itself while it shares the interpreter with its parent."""

from __future__ import annotations

import atexit
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any
from weakref import ref

from sim.libraries.stand_ins.rpi_gpio import header
from sim.programs.children.at_exit import AtExit
from sim.programs.program_files import ProgramFiles

OF_SYS = ("argv", "path", "stdin", "stdout", "stderr")


class ChildContext:
    """Arguments, streams, own modules, working folder, environment, RPi.GPIO's settings and atexit of one child.

    Without a `main` it is a copy of its parent (multiprocessing): only signals and the number are its own.
    """

    def __init__(self, pid: int, main: ModuleType | None = None) -> None:
        self.pid = pid
        self.main = main
        self.process: Any = None  # what multiprocessing.current_process() gives in it
        self.at_exit = AtExit()
        self.handlers: dict[int, Any] = {}  # what it has set with signal.signal
        self.devices: list[ref[Any]] = []  # of gpiozero, opened by the child
        self._sys: dict[str, Any] = {}
        self._folder: str | None = None
        self._environment: Mapping[str, str] = {}
        self._rpi_gpio: list[Any] = []
        self._own: dict[str, ModuleType] = {}
        self._is_own: Callable[[str], bool] = lambda _: False
        self._outer: list[Callable[[], object]] = []
        self._known: dict[str, tuple[int, list[str]]] = {}

    def prepare(self, file: Path, words: list[str], streams: Mapping[str, Any], folder: str | None) -> None:
        """Say what it finds when it begins: sys.argv, its streams and its folder."""
        path = sys.path[1:] if sys.path[:1] == [str(Path(sys.argv[0]).parent)] else sys.path
        self._sys = {"argv": words, "path": [str(file.parent), *path], **streams}
        self._folder = folder
        self._is_own = ProgramFiles(file)

    def put_environment(self, environment: Mapping[str, str]) -> None:
        """Give it variables of its own."""
        self._environment = environment

    def enter(self) -> None:
        """The child goes on."""
        if self.main is None:
            return
        outer_sys = {name: getattr(sys, name) for name in OF_SYS}
        outer_main = sys.modules["__main__"]
        outer_calls = atexit.register, atexit.unregister
        outer_gpio = header.newest[:]
        hidden = self._take_away("the parent's")
        for name, value in self._sys.items():
            setattr(sys, name, value)
        sys.modules["__main__"] = self.main
        sys.modules.update(self._own)
        atexit.register, atexit.unregister = self.at_exit.register, self.at_exit.unregister
        header.newest[:] = self._rpi_gpio
        self._outer = [*self._enter_folder(), *self._enter_environment()]

        def back() -> None:
            self._sys = {name: getattr(sys, name) for name in OF_SYS}
            for name, value in outer_sys.items():
                setattr(sys, name, value)
            sys.modules["__main__"] = outer_main
            atexit.register, atexit.unregister = outer_calls
            self._rpi_gpio, header.newest[:] = header.newest[:], outer_gpio
            self._own = self._take_away("its own")
            sys.modules.update(hidden)

        self._outer.append(back)

    def leave(self) -> None:
        """The child stops: everything is its parent's again."""
        while self._outer:
            self._outer.pop()()

    def _take_away(self, whose: str) -> dict[str, ModuleType]:
        """Take the modules of the program's folder away: parent and child have each their own.

        They are looked for anew when modules have been imported since.
        """
        count, names = self._known.get(whose, (0, []))
        if count != len(sys.modules):
            names = [name for name, module in list(sys.modules.items()) if self._is_its(module)]
            self._known[whose] = (len(sys.modules), names)
        return {name: sys.modules.pop(name) for name in names if name in sys.modules}

    def _is_its(self, module: ModuleType) -> bool:
        file = getattr(module, "__file__", None)
        return isinstance(file, str) and module is not self.main and self._is_own(file)

    def _enter_folder(self) -> list[Callable[[], object]]:
        before = os.getcwd()
        if self._folder is None or self._folder == before:
            return []
        os.chdir(self._folder)

        def back() -> None:
            self._folder = os.getcwd()
            os.chdir(before)

        return [back]

    def _enter_environment(self) -> list[Callable[[], object]]:
        changed = {
            name: os.environ.get(name) for name, value in self._environment.items() if os.environ.get(name) != value
        }
        for name in changed:
            os.environ[name] = self._environment[name]

        def back() -> None:
            for name, value in changed.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value

        return [back] if changed else []
