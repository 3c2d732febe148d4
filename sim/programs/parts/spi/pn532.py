"""PN532 on SPI. User manual UM0701-02 (NXP), section 6.2.5: each byte with its lowest bit first.

A transaction writes a frame, asks whether one is ready, or reads one. A Pi sends the highest bit first, so programs
turn every byte round.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from devices import Message
from sim.chips import Chip
from sim.programs.parts.i2c.pn532 import CARDS, UNKNOWN, CardsHere
from sim.programs.parts.kind import SPI, PartKind, Place, Talk
from sim.programs.parts.spi.pn532_frames import Pn532
from sim.wires.spi import PORT

TURNED = tuple(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
WRITES, ASKS, READS = (TURNED[each] for each in (0x01, 0x02, 0x03))
READY = TURNED[0x01]
WAKES = 0x00


class Pn532OnSpi(Chip):
    """One reader. It feels `card` and `card2`: which of the two cards lies on it."""

    feels = ("card", "card2")

    def plug(self) -> None:
        self._cards = CardsHere(self.part.options)
        self._frames: list[tuple[float, bytes]] = []  # when each is ready
        self._told: set[int] = set()
        self.on_remark: Callable[[Message], None] | None = None  # somebody listens
        self._chip = Pn532(lambda: self._cards.here, self._say, self._unknown)
        self.pi.spi.attach(PORT, self.option("device", 0), self)
        self.world_moved()

    def world_moved(self) -> None:
        self._cards.lies(next((name for name in self.feels if self._powered and self.feel(name)), None))
        self._chip.looked()

    def power_changed(self) -> None:
        self._frames.clear()
        self._chip.reset()
        self.world_moved()

    def transfer(self, data: Sequence[int]) -> list[int]:
        """One transaction, as its first byte says."""
        if not self._powered or not data:
            return [0] * len(data)
        if data[0] == WRITES:
            self._frames.clear()
            self._chip.hear(bytes(TURNED[each] for each in data[1:]))
        is_ready = bool(self._frames) and self.pi.clock.monotonic() >= self._frames[0][0]
        if data[0] == ASKS:
            return [0, *([READY if is_ready else 0] * (len(data) - 1))]
        if data[0] == READS and is_ready:
            frame = self._frames.pop(0)[1]
            return [0, *(TURNED[each] for each in frame[: len(data) - 1].ljust(len(data) - 1, b"\x00"))]
        return [0] * len(data)

    def _unknown(self, command: int) -> None:
        if self.on_remark is not None and command not in self._told:
            self._told.add(command)
            where = Place(SPI, self.option("device", 0)).shown
            self.on_remark(UNKNOWN(where=where, chip="PN532", command=f"0x{command:02X}"))

    def _say(self, frame: bytes, after_s: float) -> None:
        self._frames.append((self.pi.clock.monotonic() + after_s, frame))


def _fits(talk: Talk) -> float:
    """Its name, or a frame; nothing else that is here is asked with a 0x40 and begins so."""
    if any(sent[:1] and sent[0] not in (WRITES, ASKS, READS, WAKES) for sent, _ in talk.exchanges):
        return 0.0
    framed = any(sent[:4] == bytes((WRITES, 0x00, 0x00, 0xFF)) for sent, _ in talk.exchanges)
    return 0.98 if framed or talk.says("pn532") else 0.0


KINDS = (
    PartKind(
        "pn532_spi", Pn532OnSpi, CARDS, SPI, (), press="card", libraries=("adafruit_pn532",), fits=_fits,
    ),
)  # fmt: skip
