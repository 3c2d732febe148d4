"""The SPI bus: a chip at each of the two chip-select wires, words out and words in at the same time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from sim.wires.pins import Observer

PORT = 0  # the SPI port on the header; its devices are the chip-select wires
CHIP_SELECTS = (8, 7)  # GPIO of CE0 and CE1


class SpiChip(Protocol):
    """A chip behind a chip-select wire."""

    def transfer(self, data: Sequence[int]) -> list[int]:
        """Take the words of one transaction and give as many back."""
        ...


class SpiBus:
    """SPI port 0: SCLK GPIO11, MOSI GPIO10, MISO GPIO9, CE0 GPIO8, CE1 GPIO7."""

    def __init__(self) -> None:
        self._chips: dict[tuple[int, int], SpiChip] = {}
        self.transactions = 0
        self.observer: Observer | None = None  # who watches the bus
        self.on_absent: Callable[[int, int, Sequence[int]], None] | None = None  # may plug in what was asked for

    def attach(self, port: int, device: int, chip: SpiChip) -> None:
        """Plug a chip in at a chip-select wire. Raises ValueError when the wire does not exist or is taken."""
        if port != PORT or not 0 <= device < len(CHIP_SELECTS):
            raise ValueError(f"no SPI chip-select wire {port}.{device}: a Pi's header has 0.0 (CE0) and 0.1 (CE1)")
        if (port, device) in self._chips:
            raise ValueError(f"two chips cannot share the SPI chip-select wire {port}.{device}")
        self._chips[port, device] = chip

    def detach(self, port: int, device: int) -> SpiChip:
        """Pull a chip out and return it. Raises KeyError when there is none."""
        return self._chips.pop((port, device))

    def transfer(self, port: int, device: int, data: Sequence[int]) -> list[int]:
        """Exchange words. With no chip the input wire is pulled down and every word reads 0."""
        self.transactions += 1
        chip = self._chips.get((port, device))
        if chip is None and self.on_absent is not None:
            self.on_absent(port, device, data)
            chip = self._chips.get((port, device))
        if chip is not None:
            return chip.transfer(data)
        if self.observer is not None:
            self.observer.no_spi_chip(device)
        return [0] * len(data)
