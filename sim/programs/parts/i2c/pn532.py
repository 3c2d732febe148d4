"""PN532 on I2C. User manual UM0701-02 (NXP), section 6.2.4: a byte that says whether a frame is ready, then the frame.

A card is held to it with `--press card@3s..5s`, and another one with `card2`, as to an RC522.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from devices import Message
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import TellingChip
from sim.programs.parts.spi.mifare import MifareCard
from sim.programs.parts.spi.pn532_frames import Pn532
from sim.programs.parts.spi.rc522 import cards_with
from sim.wires.i2c import Nack

READY, BUSY = b"\x01", b"\x00"
FRAME = b"\x00\x00\xff"
UNKNOWN = Message(
    "script.pn532_unknown",
    "{where}: the program gives the {chip} the command {command}. The virtual one does not know it, and answers with "
    "an error.",
)


class CardsHere:
    """Two cards, of which one may lie on the reader."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        self.cards = cards_with(options)
        self.here: MifareCard | None = None

    def lies(self, name: str | None) -> None:
        """This card lies there now, or none."""
        here = None if name is None else self.cards[name]
        if here is not self.here:
            if self.here is not None:
                self.here.leave()
            self.here = here


class Pn532Chip(TellingChip):
    """One reader. It feels `card` and `card2`: which of the two cards lies on it."""

    feels = ("card", "card2")

    def plug(self) -> None:
        self._cards = CardsHere(self.part.options)
        self._frames: list[tuple[float, bytes]] = []  # when each is ready
        self._chip = Pn532(lambda: self._cards.here, self._say, self._unknown)
        self.on_bus(self.option("address", 0x24))
        self.world_moved()

    def world_moved(self) -> None:
        self._cards.lies(next((name for name in self.feels if self._powered and self.feel(name)), None))
        self._chip.looked()

    def power_changed(self) -> None:
        super().power_changed()
        self._frames.clear()
        self._chip.reset()
        self.world_moved()

    def write(self, data: bytes) -> None:
        """Take a frame; a new command throws away what was not fetched."""
        if not self._powered:
            raise Nack
        if len(data) > len(FRAME):
            self._frames.clear()
        self._chip.hear(data)

    def read(self, count: int) -> bytes:
        """Give the ready byte; if more is asked for, the frame with it."""
        if not self._powered:
            raise Nack
        if not self._frames or self.pi.clock.monotonic() < self._frames[0][0]:
            return BUSY * count
        if count == 1:
            return READY
        return (READY + self._frames.pop(0)[1])[:count].ljust(count, b"\x00")

    def _say(self, frame: bytes, after_s: float) -> None:
        self._frames.append((self.pi.clock.monotonic() + after_s, frame))

    def _unknown(self, command: int) -> None:
        self.remark(UNKNOWN(command=f"0x{command:02X}", **self.shown))


def _fits(talk: Talk) -> float:
    """Frames begin with 00 00 FF; a port at the same address gets two or three bytes."""
    sent = [each for each, _ in talk.exchanges if each]
    if any(FRAME[1:] in each[:4] and len(each) > 5 for each in sent):
        return 0.98
    return 0.9 if talk.says("pn532") and all(each == b"\x00" for each in sent) else 0.0


CARDS = Message("script.kind.nfc", "PN532, a reader with no card on it")
KINDS = (
    PartKind(
        "pn532", Pn532Chip, CARDS, I2C, (), press="card",
        addresses=(0x24,),  # UM0701-02, section 6.2.4
        libraries=("adafruit_pn532",),
        fits=_fits,
    ),
)  # fmt: skip
