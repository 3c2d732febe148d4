"""Sensirion's way on I2C: a command, a pause while the chip measures, and words that each bring a checksum.

Common to the data sheets SGP30, SCD4x and SHT4x: no acknowledge while it is busy or has nothing to say.
"""

from __future__ import annotations

from typing import ClassVar

from sim.chips.sht31 import with_crc
from sim.programs.parts.registers import TellingChip
from sim.wires.i2c import Nack

WORD = 3  # two bytes and their checksum


class CommandedChip(TellingChip):
    """A chip that is given commands. A subclass overrides `obey`, which may call `answer`."""

    command_bytes: ClassVar[int] = 2
    usual_address: ClassVar[int]

    def plug(self) -> None:
        self.reset()
        self.on_bus(self.option("address", self.usual_address))

    def reset(self) -> None:
        """As after power-on."""
        self._words = b""
        self._ready_s = 0.0

    def power_changed(self) -> None:
        super().power_changed()
        self.reset()

    def write(self, data: bytes) -> None:
        """Take a command and the words that follow it."""
        if not self._powered or self.pi.clock.monotonic() < self._ready_s:
            raise Nack
        if len(data) >= self.command_bytes:
            self._words = b""
            rest = data[self.command_bytes :]
            words = [int.from_bytes(rest[at : at + 2]) for at in range(0, len(rest), WORD)]
            self.obey(int.from_bytes(data[: self.command_bytes]), words)

    def read(self, count: int) -> bytes:
        """Give the answer to the last command."""
        if not self._powered or not self._words or self.pi.clock.monotonic() < self._ready_s:
            raise Nack
        return self._words[:count].ljust(count, b"\xff")

    def obey(self, command: int, words: list[int]) -> None:
        """Do what the command says."""
        raise NotImplementedError

    def answer(self, *words: int, after_s: float = 0.0) -> None:
        """Have these words ready after so many seconds."""
        self._words = b"".join(map(with_crc, words))
        self.busy(after_s)

    def busy(self, seconds: float) -> None:
        """Answer to nothing for so long."""
        self._ready_s = self.pi.clock.monotonic() + seconds


def ticks(share: float) -> int:
    """A share of the range as a word, held at the ends."""
    return min(max(round(share * 65535), 0), 65535)
