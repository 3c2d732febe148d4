"""TCA9548A: one I2C bus becomes eight. Data sheet TCA9548A (TI, SCPS207), section 8.6.2: the control register.

The same address can be behind each channel; what a program speaks to while a channel is connected is there, unless it
was spoken to before, or is plugged in without a channel.
"""

from __future__ import annotations

from devices import Message
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import TellingChip
from sim.wires.i2c import MULTIPLEXERS, Nack, on_wire

CHANNELS = tuple(1 << each for each in range(8))
ADDRESSES = tuple(range(MULTIPLEXERS, MULTIPLEXERS + 8))
NAMES = ("tca9548a", "tca9548", "pca9548", "pca9548a", "tca9546a", "pca9546a", "multiplexer", "mux")


class Tca9548aChip(TellingChip):
    """One multiplexer: the last byte that is written says which channels are connected."""

    def plug(self) -> None:
        self._control = 0
        self.on_bus(self.option("address", MULTIPLEXERS))

    def power_changed(self) -> None:
        super().power_changed()
        self._connect(0)

    def write(self, data: bytes) -> None:
        """Connect the channels whose bits are set."""
        if not self._powered:
            raise Nack
        if data:
            self._connect(data[-1])

    def read(self, count: int) -> bytes:
        """Which channels are connected."""
        if not self._powered:
            raise Nack
        return bytes((self._control,)) * count

    def _connect(self, mask: int) -> None:
        self._control = mask
        self.pi.i2c.connect(on_wire(self._address), mask)


def _fits(talk: Talk) -> float:
    """Single bytes with one bit, or none; an HT16K33 is first woken with 0x21."""
    named = talk.says(*NAMES)
    sent = [sent for sent, _ in talk.exchanges if sent]
    if any(len(each) > 2 or (len(each) == 2 and not named) for each in sent):
        return 0.0
    if any(asked > 1 or (each and asked and not named) for each, asked in talk.exchanges):
        return 0.0
    if any(each[-1] and each[-1] not in CHANNELS for each in sent):
        return 0.6 if named else 0.0
    return 0.98 if named else 0.9 if any(each[-1] for each in sent) else 0.5 if sent else 0.1


KINDS = (
    PartKind(
        "tca9548a", Tca9548aChip,
        Message("script.kind.multiplexer", "TCA9548A, eight I2C buses; 0x29 behind channel 2 is called 0x29.2"),
        I2C, (),
        addresses=ADDRESSES,  # SCPS207, table 1
        libraries=("adafruit_tca9548a",),
        fits=_fits,
    ),
)  # fmt: skip
