"""A virtual board that need not be switched on: chips are asked straight over its wires."""

from __future__ import annotations

from typing import Any

import pytest

from devices import WiredPart
from sim.chips import find as find_chip
from sim.virtual_pi import VirtualPi


class Sockets:
    """A board to plug chips into, and a world to change by hand."""

    def __init__(self) -> None:
        self.pi = VirtualPi(seed=1)
        self.felt: dict[str, Any] = {}
        self.driven: dict[str, float] = {}

    def plug(self, driver: str, name: str = "part", felt: dict[str, Any] | None = None, **options: Any) -> Any:
        """Plug in the chip for a driver; `felt` is what the world does to it at first."""
        self.felt.update({f"{name}_{quantity}": value for quantity, value in (felt or {}).items()})
        return find_chip(driver)(self.pi, WiredPart(name, driver, options), self.felt, self.driven)

    def word(self, address: int, register: int) -> int:
        """Read a 16-bit register over the bus."""
        found = bytearray(2)
        self.pi.i2c.writeto_then_readfrom(address, bytes((register,)), found)
        return int.from_bytes(found, "big")

    def put(self, address: int, register: int, word: int) -> None:
        """Write a 16-bit register over the bus."""
        self.pi.i2c.writeto(address, bytes((register, word >> 8, word & 0xFF)))


@pytest.fixture
def sockets() -> Sockets:
    return Sockets()
