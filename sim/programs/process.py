"""What a program may change in the process that runs it, its logs included; all of it is restored afterwards."""

from __future__ import annotations

import atexit
import builtins
import logging
import os
import random
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple, NoReturn

from devices import Message
from sim.libraries.adapted import AdaptedImports
from sim.libraries.modules import PATCHED
from sim.programs.board_files import BoardFiles
from sim.programs.children.at_exit import AtExit
from sim.programs.children.family import Family
from sim.programs.children.shell import BoardShell
from sim.programs.program_files import LIBRARY_FOLDERS, OwnNames, ProgramFiles
from sim.programs.timed_code import TimedImports
from sim.python.swaps import ROOMS

HOLD_WINDOWS = ("turtle", "guizero")  # their modules keep the window, and refuse another one


class _Before(NamedTuple):
    handlers: list[logging.Handler]
    level: int
    propagate: bool
    disabled: bool


NEW = _Before([], logging.NOTSET, True, False)


class FreshLogs:
    """While it is entered, the root logger is not set up; loggers that the program changes are restored."""

    def __enter__(self) -> None:
        self._before = {
            logger: _Before(logger.handlers[:], logger.level, logger.propagate, logger.disabled)
            for logger in _loggers()
        }
        self._disabled = logging.root.manager.disable
        logging.root.handlers.clear()
        logging.root.setLevel(logging.WARNING)

    def __exit__(self, *_: object) -> None:
        logging.disable(self._disabled)
        for logger in _loggers():
            before = self._before.get(logger, NEW)
            for handler in logger.handlers[:]:
                if handler not in before.handlers:
                    with suppress(Exception):  # a stream that is closed already; what a program's own handler does
                        handler.close()
            logger.handlers[:] = before.handlers
            logger.propagate, logger.disabled = before.propagate, before.disabled
            logger.setLevel(before.level)


def _loggers() -> list[logging.Logger]:
    named = logging.Logger.manager.loggerDict.values()
    return [logging.root, *(each for each in named if isinstance(each, logging.Logger))]


STAND_INS = "sim.libraries.stand_ins"
SIGNALS = ("SIGINT", "SIGTERM", "SIGUSR1", "SIGUSR2", "SIGHUP", "SIGALRM", "SIGBREAK")
# What Python does without any -W option, most important first (docs.python.org, "Default Warning Filter").
WARNING_FILTERS: tuple[tuple[Any, type[Warning], str], ...] = (
    ("ignore", ResourceWarning, ""),
    ("ignore", ImportWarning, ""),
    ("ignore", PendingDeprecationWarning, ""),
    ("ignore", DeprecationWarning, ""),
    ("default", DeprecationWarning, "__main__"),
)


class ProgramProcess:
    """While it is entered, the process looks to a program as if it had been started with `python FILE ...`."""

    def __init__(
        self, file: Path, words: Sequence[str], seed: int, notify: Callable[[Message], None] = lambda _: None
    ) -> None:
        self.main = ModuleType("__main__")
        vars(self.main).update(
            __file__=str(file), __builtins__=builtins, __spec__=None, __loader__=None, __package__=None, __cached__=None
        )
        self.at_exit = AtExit()
        self.family = Family()
        self._file = file
        self._words = list(words)
        self._seed = seed
        self._notify = notify
        self._undo = ExitStack()

    def __enter__(self) -> ProgramProcess:
        import_module("gpiozero")  # now, so that what it does at exit is done at the exit of the process
        with ExitStack() as undo:
            folder = self._file.parent
            self._folder = Path.cwd()  # a program may import from there too
            undo.callback(self._purge, dict(sys.modules))
            undo.enter_context(warnings.catch_warnings())
            warnings.resetwarnings()
            for action, category, module in WARNING_FILTERS:
                warnings.filterwarnings(action, category=category, module=module)
            _keep(undo, warnings, "showwarning")
            warnings.showwarning = _show_warning
            for owner, name in (
                *((sys, name) for name in ("stdin", "stdout", "stderr", "excepthook", "argv", "path")),
                (threading, "excepthook"),
                *((atexit, name) for name in ("register", "unregister")),
                (os, "_exit"),
            ):
                _keep(undo, owner, name)
            undo.callback(sys.setrecursionlimit, sys.getrecursionlimit())
            undo.callback(sys.settrace, sys.gettrace())
            _keep_machine(undo)
            undo.enter_context(FreshLogs())
            undo.enter_context(BoardFiles())
            undo.enter_context(AdaptedImports())
            undo.enter_context(self.family)
            undo.enter_context(BoardShell(self.family, self._notify))
            undo.callback(random.setstate, random.getstate())
            random.seed(self._seed)
            sys.excepthook, threading.excepthook = sys.__excepthook__, threading.__excepthook__
            atexit.register = self.at_exit.register
            atexit.unregister = self.at_exit.unregister
            os._exit = _leave
            sys.argv = [str(self._file), *self._words]
            sys.path = [str(folder), *sys.path]
            undo.callback(sys.modules.__setitem__, "__main__", sys.modules["__main__"])
            sys.modules["__main__"] = self.main
            undo.enter_context(OwnNames(folder))
            undo.enter_context(TimedImports(ProgramFiles(self._file)))
            self._undo = undo.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._undo.close()

    def _purge(self, before: dict[str, ModuleType]) -> None:
        """Forget the modules of the program's folder, and libraries that hold our wires: the next board has others."""
        new = {name: module for name, module in list(sys.modules.items()) if before.get(name) is not module}
        roots = {name.partition(".")[0] for name, module in new.items() if _holds_stand_ins(module)}
        for name, module in new.items():
            root = name.partition(".")[0]
            if root in ROOMS or name.startswith(PATCHED):
                continue
            if root in roots or root in HOLD_WINDOWS or self._is_of_program(module):
                del sys.modules[name]

    def _is_of_program(self, module: ModuleType) -> bool:
        file = getattr(module, "__file__", None) or next(iter(getattr(module, "__path__", ())), None)
        if not isinstance(file, str):
            return False
        path = Path(file)
        inside = self._file.parent in path.parents or self._folder in (path.parent, path.parent.parent)
        return inside and not any(folder in path.parts for folder in LIBRARY_FOLDERS)


def _holds_stand_ins(module: ModuleType) -> bool:
    if getattr(module, "__name__", "").partition(".")[0] in ("gpiozero", *ROOMS):
        return False
    for value in list(getattr(module, "__dict__", {}).values()):
        name = value.__name__ if isinstance(value, ModuleType) else getattr(value, "__module__", None)
        if isinstance(name, str) and name.startswith(STAND_INS):
            return True
    return False


def _show_warning(
    message: Warning | str, category: type[Warning], filename: str, lineno: int, file: Any = None, line: Any = None
) -> None:
    print(warnings.formatwarning(message, category, filename, lineno, line), end="", file=file or sys.stderr)


def _leave(status: int) -> NoReturn:
    """End the program at once, not the simulator around it; its `finally` and its callbacks still come."""
    raise SystemExit(status)


def _keep(undo: ExitStack, owner: Any, name: str) -> None:
    undo.callback(setattr, owner, name, getattr(owner, name))


def _keep_machine(undo: ExitStack) -> None:
    undo.callback(os.chdir, os.getcwd())
    undo.callback(_set_environment, dict(os.environ))
    for name in SIGNALS:
        number: Any = getattr(signal, name, None)
        handler = signal.getsignal(number) if number is not None else None
        if handler is not None:
            undo.callback(signal.signal, number, handler)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _set_environment(before: dict[str, str]) -> None:
    for name in set(os.environ) - set(before):
        del os.environ[name]
    for name, value in before.items():
        if os.environ.get(name) != value:
            os.environ[name] = value
