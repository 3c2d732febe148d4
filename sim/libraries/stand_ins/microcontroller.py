"""Stand-in for CircuitPython's `microcontroller`: the names of the pins."""

from __future__ import annotations

from sim.wires import switched_on
from sim.wires.pins import GPIO_COUNT


class Pin:
    """One pin of the chip, by its BCM number. It is a line of none of this computer's GPIO chips."""

    __slots__ = ("id",)
    chip_index = None

    def __init__(self, gpio: int) -> None:
        self.id = gpio

    def __repr__(self) -> str:
        return f"GPIO{self.id}"


PINS = tuple(Pin(gpio) for gpio in range(GPIO_COUNT))


def delay_us(delay: int) -> None:
    """Let microseconds pass."""
    switched_on.board().clock.sleep(delay / 1e6)
