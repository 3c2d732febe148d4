"""Stand-in for gpiozero's modules `pins.lgpio`, `pins.rpigpio`, `pins.pigpio` and `pins.native`.

A program that chooses a pin factory gets the one that the virtual board has: `Servo(17, pin_factory=PiGPIOFactory())`.
"""

from __future__ import annotations

from typing import Any

from sim.wires import switched_on


def LGPIOFactory(chip: int | None = None) -> Any:
    """Return the pin factory of the board that is on. Raises RuntimeError when none is."""
    return _factory()


def RPiGPIOFactory() -> Any:
    """Return the pin factory of the board that is on. Raises RuntimeError when none is."""
    return _factory()


def PiGPIOFactory(host: str | None = None, port: int | None = None) -> Any:
    """Return the pin factory of the board that is on, whatever the host: there is no second board to reach."""
    return _factory()


def NativeFactory() -> Any:
    """Return the pin factory of the board that is on. Raises RuntimeError when none is."""
    return _factory()


def _factory() -> Any:
    from gpiozero import Device

    switched_on.board()
    return Device.pin_factory
