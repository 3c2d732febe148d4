"""PAJ7620U2: gestures of a hand, I2C. Data sheet PAJ7620U2 (PixArt, 1.5), register list.

A gesture is made with `--press gesture_up@3s`, by the names of the data sheet; on Grove's board, which is turned by a
quarter, that one is to the right. What a setting of the image does is not here, nor the cursor and the nearness.
"""

from __future__ import annotations

from devices import Message
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.quantities import Quantity
from sim.programs.parts.registers import TellingChip
from sim.wires.i2c import Nack

BANK, ENABLE = 0xEF, 0x72  # the second one in bank 1
FLAGS = (0x43, 0x44)  # what was seen since they were read
MASKS = (0x41, 0x42)
IDS = {0x00: 0x20, 0x01: 0x76, 0x02: 0x01}
GESTURES = ("up", "down", "left", "right", "forward", "backward", "clockwise", "counterclockwise", "wave")
KEYS = tuple(f"gesture_{each}" for each in GESTURES)  # in the order of the flags' bits


class Paj7620Chip(TellingChip):
    """One sensor."""

    feels = KEYS

    def plug(self) -> None:
        self._reset()
        self.on_bus(self.option("address", 0x73))

    def power_changed(self) -> None:
        super().power_changed()
        self._reset()

    def _reset(self) -> None:
        self._pointer = self._bank = 0
        self._banks: tuple[dict[int, int], dict[int, int]] = ({**IDS, **dict.fromkeys(MASKS, 0xFF)}, {ENABLE: 0})
        self._seen = 0
        self._made: set[str] = set()  # gestures whose press is not over

    def world_moved(self) -> None:
        """A gesture counts once, however long its press is."""
        made = {each for each in KEYS if self._powered and self.feel(each)}
        if self._banks[1][ENABLE] & 1:
            for each in made - self._made:
                self._seen |= 1 << KEYS.index(each)
        self._made = made

    def write(self, data: bytes) -> None:
        """Take a register and what follows it."""
        if not self._powered:
            raise Nack
        if data:
            self._pointer = data[0]
            for value in data[1:]:
                self._set(self._pointer, value)
                self._pointer = self._pointer + 1 & 0xFF

    def read(self, count: int) -> bytes:
        """Give registers from the last one on."""
        if not self._powered:
            raise Nack
        found = bytes(self._get(self._pointer + each & 0xFF) for each in range(count))
        self._pointer = self._pointer + count & 0xFF
        return found

    def _set(self, register: int, value: int) -> None:
        if register == BANK:
            self._bank = value & 1
        elif self._bank or register not in (*IDS, *FLAGS):
            self._banks[self._bank][register] = value

    def _get(self, register: int) -> int:
        if not self._bank and register in FLAGS:
            if not self._banks[1][ENABLE] & 1:
                self.asleep(ENABLE, 1)
            shift = 8 * FLAGS.index(register)
            found = self._seen >> shift & 0xFF
            self._seen &= ~(0xFF << shift)
            return found & self._banks[0][MASKS[FLAGS.index(register)]]
        value = self._banks[self._bank].get(register)
        return self.not_modeled(register) if value is None else value


def _fits(talk: Talk) -> float:
    """The chip for LEDs at the same address has no register with a bank in it, and is not asked who it is."""
    banks = any(len(sent) == 2 and sent[0] == BANK and sent[1] <= 1 for sent, _ in talk.exchanges)
    asks = any(sent in (b"\x00", b"\x01", b"\x43", b"\x44") and asked for sent, asked in talk.exchanges)
    return 0.98 if banks or (asks and talk.says("paj7620", "paj7620u2", "gesture")) else 0.6 if asks else 0.0


QUANTITIES = tuple(Quantity(name, False) for name in KEYS)
KINDS = (
    PartKind(
        "paj7620", Paj7620Chip, Message("script.kind.gesture", "PAJ7620, gestures of a hand"), I2C, (),
        press="gesture_up",
        addresses=(0x73,),  # data sheet, section "I2C"
        fits=_fits,
    ),
)  # fmt: skip
