"""Stands in for `spidev`, Linux's SPI: gpiozero's analogue chips speak through it."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Self

from sim.wires import power
from sim.wires.spi import CHIP_SELECTS, PORT, SpiBus

ENOENT = 2  # Linux errno "No such file or directory"


class SpiDev:
    """One chip-select wire of the SPI port of the board that is switched on."""

    def __init__(self, bus: int | None = None, client: int | None = None) -> None:
        self.max_speed_hz = 125_000_000
        self.mode = 0
        self.bits_per_word = 8
        self.lsbfirst = self.cshigh = self.no_cs = self.threewire = self.loop = False
        self._bus: SpiBus | None = None
        self._port = self._device = 0
        if bus is not None and client is not None:
            self.open(bus, client)

    def open(self, bus: int, device: int) -> None:
        """Open /dev/spidev<bus>.<device>. Raises FileNotFoundError when the Pi has no such wire."""
        if bus != PORT or not 0 <= device < len(CHIP_SELECTS):
            raise FileNotFoundError(ENOENT, "No such file or directory", f"/dev/spidev{bus}.{device}")
        self._bus, self._port, self._device = power.board().spi, bus, device

    def close(self) -> None:
        """Close the device."""
        self._bus = None

    def xfer2(self, values: Sequence[int], *_: int) -> list[int]:
        """Exchange words with the chip selected from the first to the last."""
        if self._bus is None:
            raise OSError(9, "Bad file descriptor: the SPI device is not open")
        return self._bus.transfer(self._port, self._device, values)

    xfer = xfer3 = xfer2

    def writebytes(self, values: Sequence[int]) -> None:
        """Send words and throw away what comes back."""
        self.xfer2(values)

    writebytes2 = writebytes

    def readbytes(self, count: int) -> list[int]:
        """Receive words while sending zeros."""
        return self.xfer2([0] * count)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
