"""Every kind of part and every quantity: a file in one of these folders brings its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from sim.programs.parts.decoder import Decoder
from sim.programs.parts.driven.claim import Claim, Seen
from sim.programs.parts.kind import PartKind
from sim.programs.parts.quantities import COMMON, Quantity

FOLDERS = (
    "driven",
    "driven.lights",
    "header",
    "header.counted",
    "i2c",
    "i2c.air",
    "i2c.grove",
    "i2c.light",
    "i2c.meters",
    "i2c.motion",
    "i2c.ports",
    "i2c.ranging",
    "i2c.weather",
    "spi",
    "uart",
    "displays",
)


def _modules() -> Iterator[ModuleType]:
    for folder in FOLDERS:
        package = import_module(f"sim.programs.parts.{folder}")
        for each in sorted(iter_modules(package.__path__), key=lambda found: found.name):
            yield import_module(f"{package.__name__}.{each.name}")


_MODULES = tuple(_modules())
KINDS: Mapping[str, PartKind] = {kind.name: kind for module in _MODULES for kind in getattr(module, "KINDS", ())}
QUANTITIES: Mapping[str, Quantity] = {
    each.name: each for each in (*COMMON, *(own for module in _MODULES for own in getattr(module, "QUANTITIES", ())))
}
DECODERS: tuple[Decoder, ...] = tuple(each for module in _MODULES for each in getattr(module, "DECODERS", ()))
_RANKED = sorted(
    ((rank, frozenset(kind.name for kind in module.KINDS), recognize)
     for module in _MODULES for rank, recognize in getattr(module, "RECOGNIZERS", ())),
    key=lambda each: each[0],
)  # fmt: skip
# What each recognizes, and how: the one that can be least mistaken first.
RECOGNIZERS: tuple[tuple[frozenset[str], Callable[[Seen], Claim | None]], ...] = tuple(
    (names, recognize) for _, names, recognize in _RANKED
)
