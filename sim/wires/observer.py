"""Who watches what programs do to the wires: nobody, or `sim.programs.lint` while a pupil's program runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.time.polling import Polling
    from sim.wires.pins import Net


class Observer:
    """Hears of it and changes nothing: each method is called at the moment it happens, and does nothing here."""

    def claimed(self, net: Net, library: str) -> None:
        """A library wants the pin; `net.owner` still says who has it."""

    def freed(self, net: Net) -> None:
        """The pin is given back; `net.owner` still says by whom."""

    def looked(self, net: Net, polling: Polling | None) -> None:
        """The program reads the pin; `polling` knows how long it has been asking without a pause."""

    def chip_moved(self, net: Net) -> None:
        """The chip drives another level, or lets go."""

    def heard(self, net: Net) -> None:
        """The program is told of an edge that counted."""

    def edge_lost(self, net: Net) -> None:
        """An edge came while the one before it was still waiting for its callback."""

    def refused(self, sentence: str, channel: int, net: Net | None) -> None:
        """RPi.GPIO is about to raise this sentence; the wire is None when the channel has none."""

    def nobody_at(self, address: int) -> None:
        """No chip is plugged in at the I2C address that was asked."""

    def no_spi_chip(self, device: int) -> None:
        """No chip sits at the chip-select wire that was pulled."""

    def asked_for_pulses(self, gpio: int, there: bool) -> None:
        """The program gave the signal on which a chip such as a DHT22 answers in pulses, and whether one is there."""
