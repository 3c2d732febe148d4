"""The `__del__` of a program's objects at its end: Python calls each while all names are still there."""

from __future__ import annotations

import gc
import sys
import traceback
from collections.abc import Callable, Iterator
from types import FunctionType, ModuleType
from typing import Any

from sim.programs.limit import TimeIsUp
from sim.time.clock import ClockLimit

OLD = 2  # the generation of what a collection has left


def run_finalizers(is_of_program: Callable[[str], bool]) -> None:
    """Call each `__del__` that stands in a file of the program, the oldest object's first, and never again.

    So does CPython 3.4 and later (PEP 442): the module and what it holds are garbage together, and every finalizer runs
    before any name is cleared. An exception in one is printed and the next is called.
    """
    owners = [each for each in _classes(object) if _is_of(vars(each).get("__del__"), is_of_program)]
    if not owners:
        return
    gc.collect()
    kept = [each for each in gc.get_objects(OLD) if issubclass(type(each), tuple(owners))]  # about as they were made
    modules = [each for each in list(sys.modules.values()) if not _is_own(each, is_of_program)]
    elsewhere = {id(value) for each in modules for value in list(vars(each).values())}
    stay = {type(each) for each in kept if id(each) in elsewhere}
    for each in kept:
        if type(each) not in stay:  # a module that stays has one of that kind
            _finalize(each)
    for owner in owners:
        if not any(issubclass(each, owner) for each in stay):
            type.__delattr__(owner, "__del__")


def _finalize(each: Any) -> None:
    try:
        each.__del__()
    except (TimeIsUp, ClockLimit):
        raise
    except BaseException as error:
        print(f"Exception ignored in: {type(each).__del__!r}", file=sys.stderr)
        traceback.print_exception(error.with_traceback(error.__traceback__ and error.__traceback__.tb_next))


def _is_of(found: object, is_of_program: Callable[[str], bool]) -> bool:
    return isinstance(found, FunctionType) and is_of_program(found.__code__.co_filename)


def _is_own(module: ModuleType, is_of_program: Callable[[str], bool]) -> bool:
    file = vars(module).get("__file__")
    return isinstance(file, str) and is_of_program(file)


def _classes(root: type) -> Iterator[type]:
    waiting, seen = [root], {root}
    each: type
    while waiting:
        for each in type.__subclasses__(waiting.pop()):
            if each not in seen:
                seen.add(each)
                waiting.append(each)
                yield each
