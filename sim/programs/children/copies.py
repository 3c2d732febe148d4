"""What a child of multiprocessing gets: copies of its parent's plain data, and functions that see those copies.

Numbers, texts and containers of them are copied; devices, queues, files and other objects are shared. On a real board
a forked child has a copy of everything, and what it has open still leads to the same pins.
"""

from __future__ import annotations

import builtins
import copy
import sys
from collections import OrderedDict, defaultdict, deque
from types import FunctionType, MethodType
from typing import Any

CONTAINERS = (list, dict, set, tuple, bytearray, deque, OrderedDict, defaultdict)


def copied(value: Any) -> Any:
    """A copy of plain containers, to any depth; everything else is the same object."""
    if type(value) not in CONTAINERS:
        return value
    if isinstance(value, dict):
        made = copy.copy(value)
        made.clear()
        made.update({copied(key): copied(each) for key, each in value.items()})
        return made
    if isinstance(value, bytearray):
        return bytearray(value)
    if isinstance(value, deque):
        return deque((copied(each) for each in value), value.maxlen)
    return type(value)(copied(each) for each in value)


def own_call(call: Any) -> Any:
    """The same function with a copy of the program's global names, so that the child changes nothing of its parent."""
    names = vars(sys.modules["__main__"])
    if isinstance(call, MethodType):
        return MethodType(own_call(call.__func__), own_object(call.__self__))
    if not isinstance(call, FunctionType) or call.__globals__ is not names:
        return call
    own: dict[str, Any] = {"__builtins__": builtins}
    for name, value in names.items():
        mine = isinstance(value, FunctionType) and value.__globals__ is names
        own[name] = _moved(value, own) if mine else copied(value)
    return _moved(call, own)


def own_object(thing: Any) -> Any:
    """An object of the program's own classes with copied attributes; others are shared."""
    if getattr(type(thing), "__module__", "") != "__main__" or not hasattr(thing, "__dict__"):
        return thing
    made = copy.copy(thing)
    vars(made).update({name: copied(value) for name, value in vars(thing).items()})
    return made


def _moved(function: FunctionType, names: dict[str, Any]) -> FunctionType:
    made = FunctionType(function.__code__, names, function.__name__, function.__defaults__, function.__closure__)
    made.__kwdefaults__ = function.__kwdefaults__
    made.__dict__.update(function.__dict__)
    return made
