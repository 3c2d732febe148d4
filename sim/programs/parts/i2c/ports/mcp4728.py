"""MCP4728: four outputs of twelve bits, I2C. Data sheet MCP4728 (Microchip DS22187), section 5.6; it runs on 3.3 V.

What is kept in its memory is fresh in each run: 0 V, with its own reference of 2.048 V. General calls are not here.
"""

from __future__ import annotations

from devices import Message
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import TellingChip
from sim.programs.parts.wires import Steady, WiresChip
from sim.wires.i2c import Nack

WIRES = ("a", "b", "c", "d")
OWN_V, SUPPLY_V, STEPS = 2.048, 3.3, 4096
OWN, DOUBLE, DOWN = 0x8000, 0x1000, 0x6000  # of a channel's word: reference, gain, power-down
MULTI, SEQUENCE, SINGLE, REFERENCES, DOWNS, GAINS = 0x40, 0x50, 0x58, 0x80, 0xA0, 0xC0
READY = 0xC0


class Mcp4728Chip(WiresChip, TellingChip):
    """Four outputs."""

    wires = WIRES

    def plug(self) -> None:
        self._kept = [OWN] * 4
        self._words = list(self._kept)
        self.on_bus(self.option("address", 0x60))

    def power_changed(self) -> None:
        super().power_changed()
        self._words = list(self._kept)
        for channel in range(4):
            self._drive(channel)

    def write(self, data: bytes) -> None:
        """Take a command."""
        if not self._powered:
            raise Nack
        if not data:
            return
        command, words = data[0], [int.from_bytes(data[at : at + 2]) for at in range(1, len(data) - 1, 2)]
        if command < MULTI:
            for channel, at in enumerate(range(0, len(data) - 1, 2)):
                word, kept = int.from_bytes(data[at : at + 2]), self._words[channel % 4] & (OWN | DOUBLE)
                self._put(channel % 4, word & 0x0FFF | (word & 0x3000) << 1 | kept)
        elif command & 0xF8 == MULTI:
            for at in range(0, len(data) - 2, 3):
                self._put(data[at] >> 1 & 3, int.from_bytes(data[at + 1 : at + 3]))
        elif command & 0xF0 == SEQUENCE:
            for channel, word in enumerate(words[: 1 if command & 0xF8 == SINGLE else 4], command >> 1 & 3):
                self._put(channel & 3, word)
                self._kept[channel & 3] = word
        else:
            self._set_bits(command & 0xE0, (command & 0x0F) << 4 | (data[1] >> 4 if len(data) > 1 else 0))

    def _set_bits(self, command: int, bits: int) -> None:
        """Set the reference, the gain, or the power-down of all four, the first channel highest."""
        for channel, word in enumerate(self._words):
            if command == DOWNS:
                self._put(channel, word & ~DOWN | (bits >> 6 - 2 * channel & 3) << 13)
            elif command in (REFERENCES, GAINS):
                bit = OWN if command == REFERENCES else DOUBLE
                self._put(channel, word & ~bit | bit * (bits >> 7 - channel & 1))

    def read(self, count: int) -> bytes:
        """Give each channel's word, and what is kept of it."""
        if not self._powered:
            raise Nack
        found = b"".join(
            bytes((READY | channel << 4 | kept,)) + words[channel].to_bytes(2, "big")
            for channel in range(4)
            for kept, words in ((0, self._words), (8, self._kept))
        )
        return found[:count].ljust(count, b"\xff")

    def _put(self, channel: int, word: int) -> None:
        self._words[channel] = word
        self._drive(channel)

    def _drive(self, channel: int) -> None:
        word = self._words[channel]
        full_v = OWN_V * (2 if word & DOUBLE else 1) if word & OWN else SUPPLY_V
        level = min((word & 0x0FFF) / STEPS * full_v / SUPPLY_V, 1.0)
        self.drive(WIRES[channel], None if word & DOWN or not self._powered else Steady(level))


def _fits(talk: Talk) -> float:
    """Its smaller sister has one channel; other chips at these addresses are not written like that."""
    sent = [each for each, _ in talk.exchanges if each]
    if any(asked and each for each, asked in talk.exchanges):
        return 0.0
    if any(not (each[0] < 0x10 or 0x40 <= each[0] < 0x60 or each[0] >= REFERENCES) for each in sent):
        return 0.0
    own = any((0x42 <= each[0] < 0x60 and len(each) > 2) or (len(each) == 8 and each[0] < 0x10) for each in sent)
    return 0.97 if own or (b"", 24) in talk.exchanges or talk.says("mcp4728") else 0.0


KINDS = (
    PartKind(
        "mcp4728", Mcp4728Chip, Message("script.kind.analog_outputs", "{name}, four analog outputs")(name="MCP4728"),
        I2C, (),
        addresses=tuple(range(0x60, 0x68)),  # DS22187, section 5.3
        libraries=("adafruit_mcp4728",),
        fits=_fits,
    ),
)  # fmt: skip
