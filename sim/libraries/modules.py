"""What `import board`, `RPi.GPIO` and `adafruit_...` find while a virtual Pi is switched on, not a moment longer."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import NamedTuple

from sim.libraries import library_time
from sim.libraries.library_time import LIBRARY_TIME

STANDS = (
    "board", "busio", "digitalio", "analogio", "pwmio", "pulseio", "microcontroller", "micropython",
    "RPi", "RPi.GPIO", "smbus", "smbus2", "spidev",
)  # fmt: skip
# gpiozero's own ways to the pins: on a virtual board they all lead to its one pin factory.
FACTORIES = tuple(f"gpiozero.pins.{name}" for name in ("lgpio", "native", "pigpio", "rpigpio"))
# Libraries that keep what they imported from the stands: one set of modules for the virtual board, one for the rest.
PATCHED = ("adafruit_", "circuitpython_typing")
_PREFIXES = (*STANDS, *FACTORIES, *PATCHED)


class Uname(NamedTuple):
    """What os.uname() says on a Pi; Windows has no such function."""

    sysname: str = "Linux"
    nodename: str = "raspberrypi"
    release: str = "6.12"
    version: str = "#1 SMP"
    machine: str = "aarch64"


# In every adafruit_* module: the attribute, what is there after its own import, and what takes its place.
LIBRARY_PATCHES = (
    ("time", time, LIBRARY_TIME),
    ("sleep", time.sleep, library_time.sleep),
    ("monotonic", time.monotonic, library_time.monotonic),
    ("uname", getattr(os, "uname", Uname), Uname),
)


class _Soldering(Loader):
    """Loads a module as usual and then puts the virtual clock in it."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self._loader.exec_module(module)
        for name, real, ours in LIBRARY_PATCHES:
            if vars(module).get(name) is real:
                setattr(module, name, ours)


class _Finder(MetaPathFinder):
    """Finds Adafruit's libraries where Python would find them, and has them soldered."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not fullname.startswith(PATCHED):
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _Soldering(spec.loader)
        return spec


_FINDER = _Finder()
_soldered: dict[str, ModuleType] = {}  # the libraries on the virtual wires, kept for the next board
_set_aside: dict[str, ModuleType] = {}  # what the process had under these names before


def plug_in() -> None:
    """Put our modules under their names; what was there is set aside."""
    sys.meta_path.insert(0, _FINDER)
    _set_aside.update(_take_out())
    stands = {name: import_module(f"sim.libraries.stand_ins.{name}") for name in STANDS}
    sys.modules.update(stands)
    sys.modules.update(dict.fromkeys(FACTORIES, import_module("sim.libraries.stand_ins.pin_factories")))
    sys.modules.update(_soldered)


def unplug() -> None:
    """Take ours out again and put back exactly what was there."""
    sys.meta_path.remove(_FINDER)
    for name, module in _take_out().items():
        if name.startswith(PATCHED):
            _soldered[name] = module
    sys.modules.update(_set_aside)
    _set_aside.clear()


def _take_out() -> dict[str, ModuleType]:
    ours = [name for name in sys.modules if name.startswith(_PREFIXES) and _concerns_us(name)]
    return {name: sys.modules.pop(name) for name in ours}


def _concerns_us(name: str) -> bool:
    return name.startswith(PATCHED) or name in FACTORIES or name.partition(".")[0] in STANDS
