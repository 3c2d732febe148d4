"""The lines of the GPIO chip, seen and pulled from outside."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from bench.kernel_pi.inside.background import Background
from bench.kernel_pi.wire_log import Entry, parsed

LOG = Path("/proc/pi_wires")
PARAMETERS = Path("/sys/module/gpiosim/parameters")
LOOK_EVERY_S = 0.001
SIMULATED = Path("/sys/devices/platform/gpio-sim.0")


def _line(gpio: int, name: str) -> Path:
    return next(SIMULATED.glob("gpiochip*")) / f"sim_gpio{gpio}" / name


def level(gpio: int) -> int:
    """The level of the wire: 0 or 1."""
    return int(_line(gpio, "value").read_text())


def levels(gpios: Iterable[int]) -> dict[int, int]:
    """The levels of several wires."""
    return {gpio: level(gpio) for gpio in gpios}


def pull(gpio: int, up: bool) -> None:
    """A contact, a float or a resistor outside: stronger than the program's own pull resistor."""
    _line(gpio, "pull").write_text("pull-up" if up else "pull-down")


def plug(up: Iterable[int] = (), down: Iterable[int] = ()) -> None:
    """Pull several lines."""
    for gpio in up:
        pull(gpio, True)
    for gpio in down:
        pull(gpio, False)


def unplug_everything() -> None:
    """The state at power-on: nothing outside, and the chip's own pulls."""
    for gpio in range(28):
        pull(gpio, gpio <= 8)
    (PARAMETERS / "held").write_text("0")
    (PARAMETERS / "dht_line").write_text("-1")


def tap(gpio: int, seconds: float = 0.3) -> None:
    """Press a button that joins the line to ground, and let go of it."""
    pull(gpio, False)
    time.sleep(seconds)
    pull(gpio, True)


def dht22(gpio: int, celsius: float, humidity_pct: float) -> None:
    """A DHT22 on this line."""
    humidity, tenths = round(humidity_pct * 10), round(celsius * 10)
    sent = bytes([humidity >> 8, humidity & 255, tenths >> 8, tenths & 255])
    bits = int.from_bytes(sent + bytes([sum(sent) & 255]), "big")
    (PARAMETERS / "dht_bits").write_text(str(bits))
    (PARAMETERS / "dht_line").write_text(str(gpio))


def keep_outputs(on: bool) -> None:
    """Be a kernel that keeps an output as it was when its program is gone."""
    (PARAMETERS / "keep_outputs").write_text(str(int(on)))


def forget() -> None:
    """Empty the log of the wires."""
    LOG.write_text("x")


def log() -> list[Entry]:
    """What happened on the wires since they were forgotten. Raises ValueError when entries were lost."""
    return parsed(LOG.read_text())


class Pulses(Background):
    """`with Pulses(26, 40.0) as pulses`: a square wave on a line until the end; `pulses.sent` counts them.

    `hz` may be changed on the way; 0 rests. A sleep here may end 10 ms late, with the kernel's next tick: the edge that
    is due then comes late, the next ones do not. What a longer stall swallows is not made up for: it would be a flood.
    """

    def __init__(self, gpio: int, hz: float = 0.0) -> None:
        super().__init__()
        self.hz = hz
        self.sent = 0
        self._gpio = gpio
        self._high = True
        self._due_s = time.monotonic()

    def step(self) -> float:
        """One look whether the next edge is due."""
        now_s = time.monotonic()
        if self.hz <= 0.0 and self._high:
            self._due_s = now_s
        elif now_s >= self._due_s:
            self._high = not self._high
            pull(self._gpio, self._high)
            self.sent += not self._high
            self._due_s = max(self._due_s + 0.5 / (self.hz or 1.0), now_s)
        return LOOK_EVERY_S
