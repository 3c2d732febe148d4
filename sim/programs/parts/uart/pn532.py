"""PN532 on a serial line. User manual UM0701-02 (NXP), section 6.2.3: 115200 bits a second."""

from __future__ import annotations

from functools import partial

from sim.programs.parts.i2c.pn532 import CARDS, UNKNOWN, CardsHere
from sim.programs.parts.kind import UART, PartKind, Talk
from sim.programs.parts.spi.pn532_frames import Pn532
from sim.programs.parts.uart._line import SerialPart


class Pn532OnUart(SerialPart):
    """One reader. It feels `card` and `card2`: which of the two cards lies on it."""

    feels = ("card", "card2")
    baud = 115200

    def plug(self) -> None:
        super().plug()
        self._cards = CardsHere(self.part.options)
        self._chip = Pn532(lambda: self._cards.here, self._say, self._unknown)
        self.world_moved()

    def world_moved(self) -> None:
        self._cards.lies(next((name for name in self.feels if self._powered and self.feel(name)), None))
        self._chip.looked()

    def power_changed(self) -> None:
        super().power_changed()
        self._chip.reset()
        self.world_moved()

    def hear(self, data: bytes) -> None:
        """Take what the Pi has sent; the zeros that wake it up are nothing."""
        if self._powered:
            self._chip.hear(data)

    def _say(self, frame: bytes, after_s: float) -> None:
        clock = self.pi.clock
        clock.at(clock.monotonic() + after_s, partial(self.say, frame))

    def _unknown(self, command: int) -> None:
        self.remark(UNKNOWN, command=f"0x{command:02X}")


def _fits(talk: Talk) -> float:
    return 0.95 if talk.says("pn532", "nfc") else 0.0


KINDS = (PartKind("pn532_uart", Pn532OnUart, CARDS, UART, (), press="card", fits=_fits),)
