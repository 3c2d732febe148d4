"""psutil tells the virtual Pi's load, memory, disk and warmth to a program, not those of the computer it runs on."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable
from functools import wraps
from types import ModuleType
from typing import Any

from sim.python.program import program_here
from sim.wires import switched_on

# A Pi 4 with 4 GB; chosen, as it stands some minutes after its start.
MEM_MB, MEM_USED_MB, MEM_FREE_MB, MEM_CACHE_MB = 3794, 412, 2890, 492
DISK_GB, DISK_USED_GB, DISK_FREE_GB, DISK_PCT = 29, 6, 22, 22
IDLE_PCT, USER_PCT, SYSTEM_PCT = 97.4, 1.6, 1.0
CORES = 4

Warmth = namedtuple("Warmth", "label current high critical")  # as psutil's own


def adapt(module: ModuleType) -> None:
    """Answer for the board while a program runs."""
    for name, answer in _ANSWERS.items():
        real = getattr(module, name, None)
        if real is not None and not hasattr(real, "of_board"):
            setattr(module, name, _of_board(real, answer))
    if not hasattr(module, "sensors_temperatures"):  # only Linux and FreeBSD have it
        module.sensors_temperatures = _temperatures  # type: ignore[attr-defined]


def _of_board(real: Callable[..., Any], answer: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(real)
    def asked(*args: Any, **named: Any) -> Any:
        return real(*args, **named) if program_here() is None else answer(real, *args, **named)

    asked.of_board = True  # type: ignore[attr-defined]
    return asked


def _cpu_percent(_: Any, interval: float | None = None, percpu: bool = False) -> float | list[float]:
    if interval:
        switched_on.board().clock.sleep(interval)
    busy_pct = round(100.0 - IDLE_PCT, 1)
    return [busy_pct] * CORES if percpu else busy_pct


def _virtual_memory(real: Callable[[], Any]) -> Any:
    mega = 1024**2
    free = MEM_MB - MEM_USED_MB
    return real()._replace(
        total=MEM_MB * mega, available=free * mega, used=MEM_USED_MB * mega, free=MEM_FREE_MB * mega,
        percent=round(100.0 * MEM_USED_MB / MEM_MB, 1),
    )  # fmt: skip


def _disk_usage(real: Callable[[Any], Any], path: Any) -> Any:
    giga = 1024**3
    return real(path)._replace(
        total=DISK_GB * giga, used=DISK_USED_GB * giga, free=DISK_FREE_GB * giga, percent=float(DISK_PCT)
    )


def _temperatures(_: object = None, fahrenheit: bool = False) -> dict[str, list[Warmth]]:
    celsius = switched_on.board().processor.temperature_c()
    return {"cpu_thermal": [Warmth("", celsius * 9 / 5 + 32 if fahrenheit else celsius, None, None)]}


_ANSWERS: dict[str, Callable[..., Any]] = {
    "cpu_percent": _cpu_percent,
    "cpu_count": lambda _, logical=True: CORES,
    "virtual_memory": _virtual_memory,
    "disk_usage": _disk_usage,
    "sensors_temperatures": _temperatures,
}
