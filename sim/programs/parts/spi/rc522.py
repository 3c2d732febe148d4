"""MFRC522: a reader of cards, SPI. Data sheet MFRC522 (NXP, rev. 3.9): registers 9, commands 10, SPI 8.1.2.

A card is held to it with `--press card@3s..5s`, and another one with `card2`; `--say card=Lan` is the text on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from devices import Message
from sim.chips import Chip
from sim.programs.parts.kind import SPI, PartKind, Talk
from sim.programs.parts.quantities import Quantity
from sim.programs.parts.spi.mifare import MifareCard, crc
from sim.programs.parts.spi.reader_wires import ABOUT, LIBRARIES
from sim.wires.pins import Net
from sim.wires.spi import PORT

COM_ENABLED = 0x02
COMMAND, COM_IRQ, DIV_IRQ, ERROR, STATUS2 = 0x01, 0x04, 0x05, 0x06, 0x08  # table 20, by address
FIFO_DATA, FIFO_LEVEL, CONTROL, BIT_FRAMING = 0x09, 0x0A, 0x0C, 0x0D
MODE, TX_CONTROL, CRC_HIGH, CRC_LOW = 0x11, 0x14, 0x21, 0x22
T_MODE, T_PRESCALER, T_RELOAD_HIGH, T_RELOAD_LOW, VERSION = 0x2A, 0x2B, 0x2C, 0x2D, 0x37
AT_RESET = {  # section 9.3, "Reset value"
    COMMAND: 0x20, COM_ENABLED: 0x80, COM_IRQ: 0x14, 0x07: 0x21, 0x0B: 0x08, CONTROL: 0x10, MODE: 0x3F,
    TX_CONTROL: 0x80, 0x16: 0x10, 0x17: 0x84, 0x18: 0x84, 0x19: 0x4D, 0x1C: 0x62, 0x1F: 0xEB, CRC_HIGH: 0xFF,
    CRC_LOW: 0xFF, 0x24: 0x26, 0x26: 0x48, 0x27: 0x88, 0x28: 0x20, 0x29: 0x20, VERSION: 0x92,
}  # fmt: skip
READS, ADDRESS = 0x80, 0x3F  # of the first byte: the direction, and the register above bit 0 (8.1.2.3)
IDLE, CALC_CRC, TRANSCEIVE, AUTHENT, RESET = 0x0, 0x3, 0xC, 0xE, 0xF  # table 149
SET_BITS = 0x80  # of the interrupt registers: the marked bits are set, or else cleared (9.3.1.5)
TIMER_IRQ, ERROR_IRQ, IDLE_IRQ, RX_IRQ, TX_IRQ, CRC_IRQ = 0x01, 0x02, 0x10, 0x20, 0x40, 0x04
START_SEND, TX_LAST_BITS, FLUSH = 0x80, 0x07, 0x80
CRYPTO_ON = 0x08
ANTENNA = 0x03  # both ends of it
FIFO_BYTES = 64
PRESETS = (0x0000, 0x6363, 0xA671, 0xFFFF)  # of the checksum (9.3.2.2)
CARRIER_HZ = 13.56e6
AUTHENT_BYTES = 12  # command, block, six bytes of the key, four of the serial number (10.3.1.9)
BEGINNINGS = (COMMAND << 1, READS | VERSION << 1)  # what a program for it does first: a reset, or who it is
SERIALS = {"card": bytes.fromhex("c15a2e07"), "card2": bytes.fromhex("37b4d216")}  # chosen


def cards_with(options: Mapping[str, Any]) -> dict[str, MifareCard]:
    """Two cards, with the texts on them that somebody has given."""
    cards = {name: MifareCard(serial) for name, serial in SERIALS.items()}
    for name, card in cards.items():
        card.keep("\n".join(options.get(f"says_{name}", ())))
    return cards


class Rc522Chip(Chip):
    """One reader. It feels `card` and `card2`: which of the two cards lies on it."""

    feels = ("card", "card2")

    def plug(self) -> None:
        self.cards = cards_with(self.part.options)
        self._here: MifareCard | None = None
        self._reset()
        self.pi.spi.attach(PORT, self.option("device", 0), self)
        self.world_moved()

    def world_moved(self) -> None:
        here = next((self.cards[name] for name in self.feels if self._powered and self.feel(name)), None)
        if here is not self._here:
            if self._here is not None:
                self._here.leave()
            self._here = here

    def power_changed(self) -> None:
        self._reset()
        self.world_moved()

    def transfer(self, data: Sequence[int]) -> list[int]:
        """One transaction: write bytes to one register, or read one register for each address."""
        if not self._powered:
            return [0] * len(data)
        if data[0] & READS:
            return [0, *(self._read(each >> 1 & ADDRESS) for each in data[:-1])]
        for value in data[1:]:
            self._write(data[0] >> 1 & ADDRESS, value)
        if self.pi.spi.interrupt is not None:
            self._ask_for_attention(self.pi.spi.interrupt)
        return [0] * len(data)

    def _ask_for_attention(self, wire: Net) -> None:
        """The interrupt wire is low while an enabled interrupt is set (8.6; IRqInv is set at reset)."""
        if self._registers[COM_ENABLED] & self._registers[COM_IRQ] & ~SET_BITS:
            wire.drive(False)
        else:
            wire.release()

    def _reset(self) -> None:
        self._registers = bytearray(FIFO_BYTES)
        for address, value in AT_RESET.items():
            self._registers[address] = value
        self._fifo = bytearray()
        self._timer_s: float | None = None  # when it runs out
        self._switch_antenna()

    def _switch_antenna(self) -> None:
        """A card has no power without a field, and begins anew with it."""
        if self._here is not None and self._field is None:
            self._here.leave()

    def _read(self, address: int) -> int:
        if address == FIFO_DATA:
            return self._fifo.pop(0) if self._fifo else 0
        if address == FIFO_LEVEL:
            return len(self._fifo)
        if address == COM_IRQ and self._timer_s is not None and self.pi.clock.monotonic() >= self._timer_s:
            self._timer_s = None
            self._registers[COM_IRQ] |= TIMER_IRQ
        return self._registers[address]

    def _write(self, address: int, value: int) -> None:
        self._store(address, value)
        if address == TX_CONTROL:
            self._switch_antenna()
        elif address == COMMAND:
            self._begin(value & 0xF)
        elif address == BIT_FRAMING and value & START_SEND and self._registers[COMMAND] & 0xF == TRANSCEIVE:
            self._transceive()

    def _store(self, address: int, value: int) -> None:
        registers = self._registers
        if address == FIFO_DATA:
            if len(self._fifo) < FIFO_BYTES:
                self._fifo.append(value)
        elif address == FIFO_LEVEL:
            if value & FLUSH:
                self._fifo.clear()
        elif address in (COM_IRQ, DIV_IRQ):
            marked = value & ~SET_BITS
            registers[address] = registers[address] | marked if value & SET_BITS else registers[address] & ~marked
        elif address == STATUS2:
            registers[address] = value & ~CRYPTO_ON | registers[address] & value & CRYPTO_ON
        elif address not in (ERROR, VERSION, CRC_HIGH, CRC_LOW):
            registers[address] = value

    def _begin(self, command: int) -> None:
        if command == RESET:
            self._reset()
        elif command == CALC_CRC:
            low, high = crc(self._fifo, PRESETS[self._registers[MODE] & 0x03])
            self._registers[CRC_LOW], self._registers[CRC_HIGH] = low, high
            self._registers[DIV_IRQ] |= CRC_IRQ
            self._fifo.clear()
        elif command == AUTHENT:
            self._authenticate()
        elif command == TRANSCEIVE and self._registers[BIT_FRAMING] & START_SEND:
            self._transceive()

    @property
    def _field(self) -> MifareCard | None:
        """The card that the antenna gives power to."""
        return self._here if self._registers[TX_CONTROL] & ANTENNA == ANTENNA else None

    def _transceive(self) -> None:
        said = bytes(self._fifo)
        self._fifo.clear()
        self._registers[ERROR] = 0
        self._registers[COM_IRQ] |= TX_IRQ
        self._timer_s = None
        card = self._field
        answer = None if card is None else card.hear(said, self._registers[BIT_FRAMING] & TX_LAST_BITS)
        if answer is None:
            self._start_timer()
            return
        self._fifo[:], last_bits = answer
        self._registers[CONTROL] = self._registers[CONTROL] & ~TX_LAST_BITS | last_bits
        self._registers[COM_IRQ] |= RX_IRQ

    def _authenticate(self) -> None:
        said, card = bytes(self._fifo[:AUTHENT_BYTES]), self._field
        self._fifo.clear()
        right = (
            card is not None and len(said) == AUTHENT_BYTES and card.authenticate(said[0], said[1], said[2:8], said[8:])
        )
        if right:
            self._registers[STATUS2] |= CRYPTO_ON
            self._registers[COM_IRQ] |= IDLE_IRQ
            self._registers[COMMAND] &= ~0xF
        else:
            self._registers[STATUS2] &= ~CRYPTO_ON
            self._start_timer()

    def _start_timer(self) -> None:
        """It starts by itself at the end of what was sent, when TAuto is set (8.5)."""
        registers = self._registers
        if registers[T_MODE] & 0x80:
            prescaler = (registers[T_MODE] & 0x0F) << 8 | registers[T_PRESCALER]
            reload = registers[T_RELOAD_HIGH] << 8 | registers[T_RELOAD_LOW]
            took_s = (reload + 1) * (2 * prescaler + 1) / CARRIER_HZ
            self._timer_s = self.pi.clock.monotonic() + took_s


def _fits(talk: Talk) -> float:
    """Two bytes, a register above bit 0 and a value; the first thing is a reset."""
    if any(len(sent) < 2 or sent[0] & 1 for sent, _ in talk.exchanges):
        return 0.0
    if not talk.says(*ABOUT) and talk.exchanges and talk.exchanges[0][0][0] not in BEGINNINGS:
        return 0.0  # two bytes are sent to many chips
    reset = (bytes((COMMAND << 1, RESET)), 2) in talk.exchanges
    return 0.9 if reset or talk.says(*ABOUT) else 0.25


KINDS = (
    PartKind(
        "rc522", Rc522Chip, Message("script.kind.cards", "RC522, a reader with no card on it"), SPI, (),
        press="card", libraries=LIBRARIES, fits=_fits,
    ),
)  # fmt: skip
QUANTITIES = (Quantity("card", False), Quantity("card2", False))
