"""What `import board`, `RPi.GPIO` and `adafruit_...` find while a virtual Pi is switched on, not a moment longer.

Adafruit's libraries are the real ones, with the virtual clock under the name `time`.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any, NamedTuple

from sim.libraries.kits import old_names
from sim.time.clock import VirtualClock
from sim.time.threads import MIN_WAIT_S
from sim.wires import switched_on

BACKPACKS = ("HT16K33", "AlphaNum4", "BicolorBargraph24", "BicolorMatrix8x8", "Matrix8x8", "SevenSegment")
STAND_INS = (
    "board", "busio", "digitalio", "analogio", "pwmio", "pulseio", "microcontroller", "micropython",
    "RPi", "RPi.GPIO", "smbus", "smbus2", "spidev", "Adafruit_PureIO", "Adafruit_PureIO.smbus",
    "lgpio", "pigpio", "gpiod", "gpiod.line", "Adafruit_DHT", "Adafruit_CharLCD", "Adafruit_PCA9685",
    "Adafruit_LED_Backpack", *(f"Adafruit_LED_Backpack.{name}" for name in BACKPACKS),
    "Adafruit_ADS1x15", "Adafruit_BMP", "Adafruit_BMP.BMP085", "ADCDevice", "rpi_lcd", "hx711", "spi", "tm1637",
    "neopixel", "rpi_ws281x",
    "sense_hat", "sense_emu", "picamera", "picamera2", "picamera2.encoders", "picamera2.outputs",
)  # fmt: skip
# gpiozero's own ways to the pins: on a virtual board they all lead to its one pin factory.
FACTORIES = tuple(f"gpiozero.pins.{name}" for name in ("lgpio", "native", "pigpio", "rpigpio"))
C_GPIO = "RPi._GPIO"  # the part of RPi.GPIO that is written in C: editors offer it, and lessons import it
# Libraries that keep what they imported from the stand-ins: one set of modules for the virtual board, one for the rest.
PATCHED = ("adafruit_", "circuitpython_typing")
FREE_LOOKS = 16  # chosen: who looks at the clock more often while nothing else happens is in a loop
_TOPS = frozenset(name.partition(".")[0] for name in STAND_INS)


class Uname(NamedTuple):
    """What os.uname() says on a Pi; Windows has no such function."""

    sysname: str = "Linux"
    nodename: str = "raspberrypi"
    release: str = "6.12"
    version: str = "#1 SMP"
    machine: str = "aarch64"


def sleep(seconds: float) -> None:
    """Let virtual time pass on the board that is on; a sleep of 0 takes the least wait, as it does on Linux."""
    switched_on.board().clock.sleep(seconds or MIN_WAIT_S)


def monotonic() -> float:
    """Virtual seconds of the board that is on."""
    return LIBRARY_TIME.monotonic()


def _of_board() -> float:
    return switched_on.board().clock.monotonic()


class LibraryTime:
    """The stand-in for the module `time` inside a library. Its functions are those of the clock it was set to last."""

    def __init__(self) -> None:
        self.sleep = sleep
        self.monotonic: Callable[[], float]
        self.unset()

    def set(self, clock: VirtualClock) -> None:
        """Follow this clock, without a detour on the way."""
        self.monotonic = self.perf_counter = clock.monotonic
        self.time, self.sleep = clock.time, sleep

    def set_for_program(self, clock: VirtualClock, read: Callable[[], object]) -> None:
        """Follow this clock, and let a loop that looks at it again and again pay for each look with `read`."""
        looked_s, looks = -1.0, 0

        def counted() -> float:
            nonlocal looked_s, looks
            now_s = clock.now_s
            if now_s != looked_s:
                looked_s, looks = now_s, 0
                return now_s
            looks += 1
            if looks > FREE_LOOKS:
                read()
                looks = FREE_LOOKS
                looked_s = clock.monotonic()
            return looked_s

        def pause(seconds: float) -> None:
            until_s = clock.now_s + (seconds or MIN_WAIT_S)
            if clock.now_s < until_s < clock.next_s:  # as clock.sleep does
                clock.now_s = until_s
            else:
                clock.sleep(seconds or MIN_WAIT_S)

        self.monotonic = self.perf_counter = counted
        self.time, self.sleep = clock.time, pause

    def unset(self) -> None:
        """Follow no clock: whoever asks outside of a board gets the sentence that no virtual Pi is on."""
        self.monotonic = self.perf_counter = self.time = _of_board

    def monotonic_ns(self) -> int:
        return round(self.monotonic() * 1e9)

    def time_ns(self) -> int:
        return round(self.time() * 1e9)

    def __getattr__(self, name: str) -> Any:
        return getattr(time, name)


LIBRARY_TIME = LibraryTime()


# In every adafruit_* module: the attribute, what is there after its own import, and what takes its place.
LIBRARY_PATCHES = (
    ("time", time, LIBRARY_TIME),
    ("sleep", time.sleep, sleep),
    ("monotonic", time.monotonic, monotonic),
    ("uname", getattr(os, "uname", Uname), Uname),
)


class _PatchingLoader(Loader):
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
        old_names.add(module)


class _Finder(MetaPathFinder):
    """Finds Adafruit's libraries where Python would find them, and has them patched."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not fullname.startswith(PATCHED):
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _PatchingLoader(spec.loader)
        return spec


_FINDER = _Finder()
_patched: dict[str, ModuleType] = {}  # the libraries on the virtual wires, kept for the next board
_set_aside: dict[str, ModuleType] = {}  # what the process had under these names before


def plug_in(clock: VirtualClock) -> None:
    """Put our modules under their names; what was there is set aside. Libraries follow this clock."""
    LIBRARY_TIME.set(clock)
    sys.meta_path.insert(0, _FINDER)
    _set_aside.update(_take_out())
    stand_ins = {name: import_module(f"sim.libraries.stand_ins.{name}") for name in STAND_INS}
    sys.modules.update(stand_ins)
    sys.modules[C_GPIO] = vars(stand_ins["RPi"])["_GPIO"] = stand_ins["RPi.GPIO"]
    sys.modules.update(dict.fromkeys(FACTORIES, import_module("sim.libraries.stand_ins.pin_factories")))
    sys.modules.update(_patched)


def unplug() -> None:
    """Take ours out again and put back exactly what was there."""
    sys.meta_path.remove(_FINDER)
    for name, module in _take_out().items():
        if name.startswith(PATCHED):
            _patched[name] = module
    sys.modules.update(_set_aside)
    _set_aside.clear()
    LIBRARY_TIME.unset()


def _take_out() -> dict[str, ModuleType]:
    ours = [name for name in list(sys.modules) if _concerns_us(name)]  # a page's thread may import meanwhile
    return {name: sys.modules.pop(name) for name in ours}


def _concerns_us(name: str) -> bool:
    return name.startswith(PATCHED) or name.partition(".")[0] in _TOPS or name in FACTORIES
