"""Guesses on the two buses: at an I2C address, where bytes can be kept, and behind an SPI chip select."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from sim.programs.plugging.guess import Guess
from sim.wires.i2c import Nack, StuckBus
from sim.wires.spi import PORT


class Undecided:
    """It acknowledges what is written, and nothing more: a part that is still to be found out."""

    def write(self, data: bytes) -> None:
        """Take anything."""

    def read(self, count: int) -> bytes:
        """Nobody reads before it is decided."""
        raise Nack


class AtAddress(Guess):
    """The guess at one I2C address."""

    def listen(self, on: bool) -> None:
        self._bench.pi.i2c.watch(self._place.number, self.hear if on else None)

    def hold(self, on: bool) -> None:
        if on:
            self._bench.pi.i2c.attach(self._place.number, Undecided())
        else:
            self._bench.pi.i2c.detach(self._place.number)

    def play(self, sent: bytes, asked: int) -> None:
        chip = self._bench.pi.i2c.chip(self._place.number)
        if chip is None:
            return
        with suppress(Nack, StuckBus):
            if sent:
                chip.write(sent)
            if asked:
                chip.read(asked)


class AtChipSelect(Guess):
    """The guess behind one SPI chip select: each transaction is an answer at the same time, so nothing can wait."""

    def listen(self, on: bool) -> None:
        self._bench.pi.spi.watch(self._place.number, self._hear_words if on else None)

    def _hear_words(self, words: Sequence[int]) -> None:
        self.hear(bytes(words), len(words))

    def play(self, sent: bytes, asked: int) -> None:
        chip = self._bench.pi.spi.chip(PORT, self._place.number)
        if chip is not None:
            chip.transfer(list(sent))
