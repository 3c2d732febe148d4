"""A wire from MOSI to MISO: whatever is sent comes back."""

from __future__ import annotations

from collections.abc import Sequence

from devices import Message
from sim.chips import Chip
from sim.programs.parts.kind import SPI, PartKind, Talk
from sim.wires.spi import PORT


class SpiLoopbackChip(Chip):
    """One wire."""

    def plug(self) -> None:
        self.pi.spi.attach(PORT, self.option("device", 0), self)

    def transfer(self, data: Sequence[int]) -> list[int]:
        """Give it back."""
        return list(data)


def _fits(talk: Talk) -> float:
    return 0.7 if talk.says("loopback") else 0.0


TITLE = Message("script.kind.spi_loopback", "wire from MOSI to MISO")
KINDS = (PartKind("spi_loopback", SpiLoopbackChip, TITLE, SPI, (), fits=_fits),)
