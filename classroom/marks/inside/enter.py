"""The first program in a sandbox: it takes every right from itself for ever, then hands over to what was asked for.

Started by classroom/marks/sandbox.py as a file, without the site module, with one argument: JSON. What is handed over
to is `main(hear, say)` of a module: `hear` reads lines, `say` writes them. The process has no other way to the outside.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any


def enter(order: dict[str, Any]) -> None:
    """Obey the order of the sandbox: limits first, then another user, then the filter of system calls."""
    import resource

    limits: dict[str, int] = order["limits"]
    for name, most in limits.items():
        number = getattr(resource, name)
        resource.setrlimit(number, (most, most + (name == "RLIMIT_CPU")))  # a second to tell the end by its signal
    user = order["user"]
    if user is not None:  # root outside: limits of processes do not hold for root, so become nobody whom others know
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    sys.path[:] = [*order["path"], *(each for each in sys.path if each != os.path.dirname(__file__))]
    for module in order["first"]:  # whatever needs more rights than a pupil's code has
        importlib.import_module(module)
    importlib.import_module("classroom.marks.inside.system_calls").refuse_from_now_on()


def pipes() -> tuple[Iterator[bytes], Callable[[bytes], None]]:
    """The two pipes, under numbers of their own: what is printed goes nowhere, what reads finds nothing."""
    nothing = os.open(os.devnull, os.O_RDWR)
    heard, said = os.dup(0), os.dup(1)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    ears = os.fdopen(heard, "rb")

    def say(line: bytes) -> None:
        whole = memoryview(line + b"\n")
        while whole:
            whole = whole[os.write(said, whole) :]

    return iter(ears.readline, b""), say


if __name__ == "__main__":
    told = json.loads(sys.argv[1])
    enter(told)
    hear, say = pipes()
    importlib.import_module(told["then"]).main(hear, say)
