"""Stand-in for `picar_4wd.utils`: how the board is."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

from sim.libraries.modules import sleep
from sim.libraries.stand_ins.robot_hat.utils import get_battery_voltage, mapping

__all__ = [
    "cpu_temperature",
    "cpu_usage",
    "disk_space",
    "getIP",
    "getIPs",
    "gpu_temperature",
    "mapping",
    "pi_read",
    "power_read",
    "ram_info",
    "soft_reset",
]


def soft_reset() -> None:
    """Take the time that a reset of the microcontroller takes; the virtual one never hangs, so it needs none."""
    sleep(0.02)


def _output(command: str) -> str:
    with os.popen(command) as answer:
        return answer.read()


def gpu_temperature() -> float:
    """Return °C."""
    found = re.search(r"[\d.]+", _output("vcgencmd measure_temp"))
    return float(found[0]) if found else 0.0


cpu_temperature = gpu_temperature  # one chip


def cpu_usage() -> str:
    """Return percent, of the board's steady load."""
    found = re.search(r"([\d.]+)\s*id", _output("top -bn1"))
    return str(round(100 - float(found[1]), 2) if found else 0.0)


def disk_space() -> list[str]:
    """Return how large the card is, what is used and free, and percent."""
    return _output("df -h /").splitlines()[1].split()[1:5]


def ram_info() -> list[float]:
    """Return how much memory there is, used and free, in megabytes."""
    return [round(int(each) / 1000, 1) for each in _output("free").splitlines()[1].split()[1:4]]


def power_read() -> float:
    """Return the battery's volts."""
    return round(get_battery_voltage(), 2)


def pi_read() -> dict[str, object]:
    """Return all of that."""
    return {
        "cpu_temperature": cpu_temperature(),
        "gpu_temperature": gpu_temperature(),
        "cpu_usage": cpu_usage(),
        "disk": disk_space(),
        "ram": ram_info(),
        "battery": power_read(),
    }


def getIPs(ifaces: str | Sequence[str] = ("wlan0", "eth0")) -> list[str]:
    """Return none: no network of the virtual board has an address."""
    return []


def getIP(ifaces: str | Sequence[str] = ("wlan0", "eth0")) -> None:
    """Return None, for the same reason."""
