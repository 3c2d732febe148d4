"""Libraries that a program brings and that are changed at their import: windows and web servers live in virtual time.

Where a library for sound is not installed, a silent one takes its place; where Seeed's is not, one of ours.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

from sim.libraries import fonts, web_servers
from sim.libraries.kits import bme280_class, psutil_board, serial_ports, sql_clock
from sim.libraries.windows import curses_keys, pygame_windows, tk_windows


def _adapt_commands(module: ModuleType) -> None:
    from sim.libraries import async_commands  # it needs asyncio, which few programs need

    async_commands.adapt(module)


def _adapt_dht11(module: ModuleType) -> None:
    """In kits the class stands in a file of that name in the package, with pip in the package itself."""
    if not hasattr(module, "dht11") and hasattr(module, "DHT11"):
        module.dht11 = module  # type: ignore[attr-defined]
        sys.modules["dht11.dht11"] = module


ADAPTED: Mapping[str, Callable[[ModuleType], None]] = {
    "asyncio.subprocess": _adapt_commands,
    "bme280": bme280_class.adapt,
    "curses": curses_keys.adapt,
    "dht11": _adapt_dht11,
    "psutil": psutil_board.adapt,
    "pygame": pygame_windows.adapt,
    "pygame.display": pygame_windows.adapt_display,
    "pygame.event": pygame_windows.adapt_events,
    "pygame.time": pygame_windows.adapt_time,
    "tkinter": tk_windows.adapt,
    "werkzeug.serving": web_servers.adapt,
    "PIL.ImageFont": fonts.adapt,
    "serial": serial_ports.adapt,
    "sqlite3": sql_clock.adapt,
    "serial.tools.list_ports": serial_ports.adapt_list,
}
SILENT = ("pygame", "pygame.mixer", "pygame.time", "playsound")
NEVER_HEARD = "pygame.mixer"  # ours, also where pygame is installed
ADAFRUIT_GPIO = ("Adafruit_GPIO", *(f"Adafruit_GPIO.{name}" for name in ("GPIO", "I2C", "Platform", "SPI")))
ROBOT_HAT_MODULES = ("adc", "filedb", "i2c", "modules", "motor", "music", "pin", "pwm", "servo", "tts", "utils")
FUSION_HAT_MODULES = ("adc", "modules", "motor", "music", "pin", "pwm", "servo", "tts", "utils")
PICAR_4WD_MODULES = ("adc", "filedb", "i2c", "motor", "pin", "pwm", "servo", "speed", "ultrasonic", "utils")
OURS = (  # one of ours where it is not installed
    *("blinkt", "wiringpi", "wiringpi2"),
    *("fusion_hat", *(f"fusion_hat.{name}" for name in FUSION_HAT_MODULES)),
    *("picar_4wd", *(f"picar_4wd.{name}" for name in PICAR_4WD_MODULES)),
    *("picarx", "picarx.picarx", "robot_hat", *(f"robot_hat.{name}" for name in ROBOT_HAT_MODULES)),
    *(*ADAFRUIT_GPIO, "Adafruit_MCP3008", "Adafruit_SSD1306"),
)
GROVE_MODULES = ("adc", "button", "display", "factory", "gpio", "helper", "i2c", "led", "temperature")
GROVE = ("grove", *(f"grove.{name}" for name in GROVE_MODULES))  # source only: in no lock
GROVE_LCD = "grove.display.jhd1802"
PACKAGES = ("pygame", "grove", "grove.display", "Adafruit_GPIO", "robot_hat", "fusion_hat", "picar_4wd", "picarx")


class _Adapting(Loader):
    """Loads a module as usual and then adapts it."""

    def __init__(self, loader: Loader, adapt: Callable[[ModuleType], None]) -> None:
        self._loader = loader
        self._adapt = adapt

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self._loader.exec_module(module)
        self._adapt(module)


class _StandIn(Loader):
    """Gives a module of our own."""

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return import_module(f"sim.libraries.stand_ins.{spec.name.removesuffix('.jhd1802')}")

    def exec_module(self, module: ModuleType) -> None:
        """It is loaded already; what it does with the board at its import comes for each program anew."""
        begin = getattr(module, "_at_import", None)
        if begin is not None:
            begin()


class _GrovePart(Loader):
    """Makes a module of Seeed's that has one part, or few."""

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        classes = _grove_parts()[module.__name__]
        vars(module).update(classes, Grove=next(iter(classes.values())))


def _grove_parts() -> Mapping[str, Mapping[str, type]]:
    from sim.libraries.stand_ins.grove.parts import PARTS  # few programs need them

    return PARTS


class AdaptedImports(MetaPathFinder):
    """While it is entered, a program's imports find these libraries adapted."""

    def __enter__(self) -> None:
        sys.meta_path.insert(0, self)
        for name, adapt in ADAPTED.items():
            if name in sys.modules:
                adapt(sys.modules[name])

    def __exit__(self, *_: object) -> None:
        tk_windows.close_all()
        if self in sys.meta_path:
            sys.meta_path.remove(self)
        for name in (*SILENT, *OURS, *GROVE, GROVE_LCD):  # they were only the program's
            if getattr(sys.modules.get(name), "__name__", "").startswith("sim."):
                del sys.modules[name]

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find what is adapted, and what takes the place of a library that is not installed."""
        if fullname in ADAPTED:
            spec = PathFinder.find_spec(fullname, path, target)
            if spec is not None and spec.loader is not None:
                spec.loader = _Adapting(spec.loader, ADAPTED[fullname])
                return spec
        ours = (*SILENT, *OURS, *GROVE, GROVE_LCD)
        if fullname == NEVER_HEARD or (fullname in ours and _is_missing(fullname, path)):
            return ModuleSpec(fullname, _StandIn(), is_package=fullname in PACKAGES)
        if fullname.startswith(("grove.grove_", "seeed_dht")) and fullname in _grove_parts():
            return ModuleSpec(fullname, _GrovePart()) if _is_missing(fullname, path) else None
        return None


def _is_missing(name: str, path: Sequence[str] | None) -> bool:
    if "." in name:
        return sys.modules[name.partition(".")[0]].__name__.startswith("sim.")
    return PathFinder.find_spec(name, path) is None
