"""Whether the board's own supply is too low: the firmware's flag, read by a thread beside the loop, which never waits.

Since Linux 4.19 the driver raspberrypi-hwmon asks the firmware every 2 s and shows the answer in a file: reading that
waits for nothing. Older kernels of Raspberry Pi have a file that asks the firmware itself. Not proven on a board.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from math import inf
from pathlib import Path

HWMON = "sys/class/hwmon"
DRIVER = "rpi_volt"
ALARM = "in0_lcrit_alarm"  # 1: below 4.63 V within the last 2 s
THROTTLED = "sys/devices/platform/soc/soc:firmware/get_throttled"  # hex; deprecated, so it is asked last
UNDER_VOLTAGE_NOW = 1 << 0
EVERY_S = 2.0  # as the driver asks
OLD_S = 10.0  # chosen: what is older is not known


def under_voltage(root: Path = Path("/")) -> bool | None:
    """Whether the supply is too low now; None where no file tells, as on any computer that is no Pi."""
    for sensor in sorted((root / HWMON).glob("hwmon*")):
        if _text(sensor / "name") == DRIVER:
            shown = _text(sensor / ALARM)
            if shown in ("0", "1"):
                return shown == "1"
    try:
        return bool(int(_text(root / THROTTLED), 16) & UNDER_VOLTAGE_NOW)
    except ValueError:
        return None


class SupplyWatch:
    """Call it for the newest answer, which waits for nothing; None while there is none from the last 10 s.

    It reads inside a `with` block, by a thread of its own.
    """

    def __init__(
        self,
        read: Callable[[], bool | None] = under_voltage,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._read, self._monotonic = read, monotonic
        self._newest: tuple[float, bool | None] = (-inf, None)
        self._stop = threading.Event()

    def __call__(self) -> bool | None:
        read_s, found = self._newest
        return found if self._monotonic() - read_s <= OLD_S else None

    def look(self) -> bool | None:
        """Read the flag now; this may wait."""
        found = self._read()
        self._newest = (self._monotonic(), found)
        return found

    def __enter__(self) -> SupplyWatch:
        threading.Thread(target=self._run, name="supply", daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()

    def _run(self) -> None:
        """Where there is no flag there will be none: the thread ends."""
        while self.look() is not None and not self._stop.wait(EVERY_S):
            pass


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""
