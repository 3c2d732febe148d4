"""The lines of the GPIO chip, seen and pulled from outside."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from bench.kernel_pi.wire_log import Entry, parsed

LOG = Path("/proc/pi_wires")
PARAMETERS = Path("/sys/module/gpiosim/parameters")
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


def forget() -> None:
    """Empty the log of the wires."""
    LOG.write_text("x")


def log() -> list[Entry]:
    """What happened on the wires since they were forgotten. Raises ValueError when entries were lost."""
    return parsed(LOG.read_text())


class Pulses:
    """`with Pulses(26, 40.0) as pulses`: a square wave on a line until the end; `pulses.sent` counts them.

    `hz` may be changed on the way; 0 rests. Two edges are never closer than the kernel's tick of 10 ms.
    """

    def __init__(self, gpio: int, hz: float = 0.0) -> None:
        self.hz = hz
        self.sent = 0
        self._gpio = gpio
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Pulses:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        next_s = time.monotonic()
        while not self._ended.is_set():
            if self.hz <= 0.0:
                time.sleep(0.05)
                next_s = time.monotonic()
                continue
            half_s = 0.5 / self.hz
            pull(self._gpio, False)
            self.sent += 1
            time.sleep(half_s)
            pull(self._gpio, True)
            next_s = max(next_s + 2 * half_s, time.monotonic() + min(half_s, 0.011))
            time.sleep(next_s - time.monotonic() if next_s > time.monotonic() else 0.0)


def shown(found: Mapping[int, int]) -> str:
    """Levels for the table: '17=1 22=0'."""
    return " ".join(f"{gpio}={state}" for gpio, state in found.items())
