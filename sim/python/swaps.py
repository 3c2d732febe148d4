"""Attributes of other modules that are replaced for a while and put back exactly, and Python's own clock and threads.

`REAL_TIME` and `REAL_THREAD` are the modules as they were before any program's time was made virtual.
"""

from __future__ import annotations

import _thread
import sys
import time
from collections.abc import Iterable, Mapping, Set
from types import FunctionType, ModuleType, SimpleNamespace
from typing import Any

REAL_TIME: Any = SimpleNamespace(**vars(time))  # for what must keep real time, whatever a program does
REAL_THREAD: Any = SimpleNamespace(**vars(_thread))

MISSING = object()  # the owner had no such attribute of its own
ROOMS = (
    *("look", "science", "devices", "drivers", "wiring", "firmware", "telemetry", "projects", "sim", "web"),
    *("classroom", "hub", "flash", "workshop", "lessons", "guides", "highland", "messages"),
)
# These keep real time, because they are not the program's: our own rooms, what tests and draws, and what waits for
# other processes.
EXEMPT = frozenset(
    (
        *ROOMS,
        *("rich", "pytest", "_pytest", "pluggy", "hypothesis", "_hypothesis_pytestplugin", "xdist"),
        *("execnet", "coverage", "subprocess", "multiprocessing", "faulthandler", "importlib"),
        *("_thread", "time", "datetime", "_datetime"),
    )
)
TYPE_NAMES = ("LockType", "_LockType")  # kept for isinstance; where they make locks, they are called Lock
# Functions whose default arguments are functions of `time`.
WITH_DEFAULTS = (
    ("sched", "scheduler.__init__"),
    ("timeit", "Timer.__init__"),
    ("timeit", "timeit"),
    ("timeit", "repeat"),
)


class Swaps:
    """Attributes that were replaced, with what was there before."""

    def __init__(self) -> None:
        self._before: list[tuple[Any, str, Any]] = []

    def put(self, owner: Any, name: str, replacement: Any) -> None:
        """Replace one attribute, or make it."""
        before = getattr(owner, name) if isinstance(owner, FunctionType) else vars(owner).get(name, MISSING)
        self._before.append((owner, name, before))
        setattr(owner, name, replacement)

    def put_everywhere(self, replacements: Mapping[int, Any]) -> None:
        """Replace, in every module but the exempt ones, each object by the one under its id."""
        wanted = frozenset(replacements)
        for module in _modules():
            if wanted.isdisjoint(map(id, vars(module).values())):  # nearly all of a thousand, so it must be quick
                continue
            for name in _names_of(module, wanted):
                self.put(module, name, replacements[id(vars(module)[name])])
        for function in _functions_with_defaults():
            if any(id(default) in replacements for default in function.__defaults__ or ()):
                self.put(function, "__defaults__", _replaced(function.__defaults__ or (), replacements))

    def undo(self) -> None:
        """Put back what was there, last one first."""
        while self._before:
            owner, name, before = self._before.pop()
            if before is MISSING:
                delattr(owner, name)
            else:
                setattr(owner, name, before)


def _modules() -> list[ModuleType]:
    return [
        module
        for name, module in list(sys.modules.items())
        if name.partition(".")[0] not in EXEMPT and isinstance(module, ModuleType)
    ]


def _names_of(module: ModuleType, wanted: Set[int]) -> list[str]:
    return [name for name, value in list(vars(module).items()) if id(value) in wanted and name not in TYPE_NAMES]


def _functions_with_defaults() -> Iterable[FunctionType]:
    for module_name, path in WITH_DEFAULTS:
        found: Any = sys.modules.get(module_name)
        if found is not None:
            for step in path.split("."):
                found = getattr(found, step)
            yield found


def _replaced(values: tuple[Any, ...], replacements: Mapping[int, Any]) -> tuple[Any, ...]:
    return tuple(replacements.get(id(value), value) for value in values)
