"""Stand-in for gpiozero's modules `pins.lgpio`, `pins.rpigpio`, `pins.pigpio` and `pins.native`.

A program that chooses a pin factory gets the one that the virtual board has: `Servo(17, pin_factory=PiGPIOFactory())`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

from sim.wires import switched_on
from sim.wires.pins import Net, Pins

HERE = ("localhost", "127.0.0.1", "::1", "raspberrypi", "raspberrypi.local")


def LGPIOFactory(chip: int | None = None) -> Any:
    """Return the pin factory of the board that is on. Raises RuntimeError when none is."""
    return _factory()


def RPiGPIOFactory() -> Any:
    """Return the pin factory of the board that is on. Raises RuntimeError when none is."""
    return _factory()


def PiGPIOFactory(host: str | None = None, port: int | None = None) -> Any:
    """Return the pin factory of the board that is on, or for another host one for a second board.

    A pin of the second board that nobody uses on this one is the pin of this one: so it is reported.
    """
    host = host or os.environ.get("PIGPIO_ADDR") or HERE[0]
    return _factory() if host in HERE else _second_board(host)


def NativeFactory() -> Any:
    """Return the pin factory of the board that is on. Raises RuntimeError when none is."""
    return _factory()


class _FreePins(Mapping[int, Net]):
    """The pins of the header that are free; in the place of one that is taken, a wire that leads nowhere."""

    def __init__(self, pins: Pins) -> None:
        self._pins = pins

    def __getitem__(self, gpio: int) -> Net:
        net = self._pins[gpio]
        return net if net.owner is None else Net(gpio)

    def __iter__(self) -> Iterator[int]:
        return iter(self._pins)

    def __len__(self) -> int:
        return len(self._pins)


def _second_board(host: str) -> Any:
    first = _factory()
    if host not in first.others:
        first.others[host] = type(first)(first.clock, _FreePins(switched_on.board().pins))
    return first.others[host]


def _factory() -> Any:
    from gpiozero import Device

    switched_on.board()
    return Device.pin_factory
