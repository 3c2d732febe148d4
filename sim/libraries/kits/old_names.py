"""Names that libraries of kits had in the version that lessons were written for, and that today's version lacks.

A program that uses one goes on here, and is told what is written today: on a board with that version it would stop.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

from sim.wires import switched_on

Now = Callable[[], Any]


def _mode_of_ads() -> Any:
    from adafruit_ads1x15.ads1x15 import Mode

    return Mode


# Version 3 of adafruit_ads1x15 numbers its inputs; version 2 had a name for each, with the same numbers.
_ADS: Mapping[str, tuple[Now, str]] = {
    **{f"P{number}": ((lambda number=number: number), str(number)) for number in range(4)},  # type: ignore[misc]
    "Mode": (_mode_of_ads, "ads1x15.Mode"),
}
GIVEN_UP: Mapping[str, Mapping[str, tuple[Now, str]]] = {
    "adafruit_ads1x15.ads1015": _ADS,
    "adafruit_ads1x15.ads1115": _ADS,
}


def add(module: ModuleType) -> None:
    """Let a module that was just loaded answer to its old names."""
    names = {name: found for name, found in GIVEN_UP.get(module.__name__, {}).items() if not hasattr(module, name)}
    if not names:
        return

    def answer(name: str) -> Any:
        if name not in names:
            raise AttributeError(f"module {module.__name__!r} has no attribute {name!r}")
        value, instead = names[name]
        switched_on.board().old_names.used(module.__name__, name, instead)
        return value()

    vars(module)["__getattr__"] = answer
