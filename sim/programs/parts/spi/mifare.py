"""A MIFARE Classic 1K card in the field of a reader. Data sheets: ISO/IEC 14443-3 (states), NXP MF1S50yyX (memory).

Its cipher is not here: the reader's chip does it, and a program never sees it.
"""

from __future__ import annotations

from collections.abc import Sequence

BLOCK, BLOCKS, SECTOR = 16, 64, 4  # bytes of a block, blocks, blocks of a sector (MF1S50yyX, 8.6)
REQA, WUPA, SELECT, HALT = 0x26, 0x52, 0x93, 0x50  # MF1S50yyX, table 9
ANTICOLLISION, WHOLE_UID = 0x20, 0x70
AUTHENT_A, AUTHENT_B, READ, WRITE = 0x60, 0x61, 0x30, 0xA0
ATQA = b"\x04\x00"  # MF1S50yyX, table 11: four bytes of serial number; low byte first
SAK = b"\x08"  # AN10833, table 6: MIFARE Classic 1K
ACK, NAK = 0x0A, 0x04  # of four bits (MF1S50yyX, table 10): done; not allowed
FRESH_KEY = b"\xff" * 6
FRESH_TRAILER = bytes(6) + b"\xff\x07\x80\x69" + FRESH_KEY  # MF1S50yyX, 8.6.3: transport configuration, key A hidden
TEXT_AT, TEXT_BLOCKS = 8, 3
SHORT_BITS = 7  # of REQA and WUPA
IDLE, READY, ACTIVE, HALTED = range(4)
CRC_A = 0x6363  # ISO/IEC 14443-3, annex B

Answer = tuple[bytes, int]  # the bytes, and how many bits of the last one count; 0: all of them


def crc(data: Sequence[int], preset: int = CRC_A) -> bytes:
    """The checksum of ISO/IEC 14443-3 type A, low byte first."""
    value = preset
    for byte in data:
        low = (byte ^ value) & 0xFF
        low = (low ^ low << 4) & 0xFF
        value = value >> 8 ^ low << 8 ^ low << 3 ^ low >> 4
    return value.to_bytes(2, "little")


class MifareCard:
    """One card with a serial number of four bytes and the keys that it left the factory with."""

    def __init__(self, serial: bytes) -> None:
        check = serial[0] ^ serial[1] ^ serial[2] ^ serial[3]
        self.serial = serial + bytes((check,))
        self.memory = [bytearray(BLOCK) for _ in range(BLOCKS)]
        self.memory[0][:5] = self.serial
        for trailer in range(SECTOR - 1, BLOCKS, SECTOR):
            self.memory[trailer][:] = FRESH_TRAILER
        self._keys = dict.fromkeys(range(BLOCKS // SECTOR), (FRESH_KEY, FRESH_KEY))
        self.leave()

    def keep(self, text: str) -> None:
        """Have a text, cut at 48 bytes, where mfrc522's SimpleMFRC522 reads it: in the third sector; '' is none."""
        if text:
            data = text.encode().ljust(TEXT_BLOCKS * BLOCK)[: TEXT_BLOCKS * BLOCK]
            for number in range(TEXT_BLOCKS):
                self.memory[TEXT_AT + number][:] = data[number * BLOCK : (number + 1) * BLOCK]

    def leave(self) -> None:
        """It comes out of the field, and loses its power."""
        self._state = IDLE
        self._sector: int | None = None  # that is open
        self._writes: int | None = None  # the block that the next bytes are for

    def hear(self, said: bytes, last_bits: int) -> Answer | None:
        """What it answers to the reader, or None."""
        if last_bits == SHORT_BITS and len(said) == 1:
            return self._wake(said[0])
        if self._state == READY and said[:1] == bytes((SELECT,)):
            return self._selected(said)
        if self._state != ACTIVE or len(said) < 3 or crc(said[:-2]) != said[-2:]:
            return None
        return self._command(said[:-2])

    def authenticate(self, command: int, block: int, key: bytes, serial: bytes) -> bool:
        """Open a sector with one of its keys; with a wrong one the card falls silent."""
        sector = block // SECTOR
        right = (
            self._state == ACTIVE
            and serial == self.serial[:4]
            and sector in self._keys
            and command in (AUTHENT_A, AUTHENT_B)
            and key == self._keys[sector][command - AUTHENT_A]
        )
        self._sector = sector if right else None
        if not right:
            self._state = IDLE
        return right

    def _wake(self, command: int) -> Answer | None:
        """A card that was chosen already takes it for an error, and is idle again (ISO/IEC 14443-3, figure 7)."""
        wakes = (command == REQA and self._state == IDLE) or (command == WUPA and self._state in (IDLE, HALTED))
        self._sector = None
        self._state = READY if wakes else HALTED if self._state == HALTED else IDLE
        return (ATQA, 0) if wakes else None

    def _selected(self, said: bytes) -> Answer | None:
        if said[1] == ANTICOLLISION:
            return self.serial, 0
        if said[1] == WHOLE_UID and said[2:7] == self.serial and crc(said[:7]) == said[7:]:
            self._state = ACTIVE
            return SAK + crc(SAK), 0
        return None

    def _command(self, said: bytes) -> Answer | None:
        if self._writes is not None:
            block, self._writes = self._writes, None
            return self._write(block, said)
        if said[0] == HALT:
            self._state, self._sector = HALTED, None
            return None
        block = said[1]
        if block // SECTOR != self._sector:
            self._state = IDLE
            return bytes((NAK,)), 4
        if said[0] == READ:
            data = bytes(self.memory[block])
            return data + crc(data), 0
        if said[0] == WRITE and block:
            self._writes = block
            return bytes((ACK,)), 4
        return bytes((NAK,)), 4

    def _write(self, block: int, data: bytes) -> Answer:
        if len(data) != BLOCK:
            return bytes((NAK,)), 4
        if block % SECTOR == SECTOR - 1:
            self._keys[block // SECTOR] = bytes(data[:6]), bytes(data[10:])
            data = bytes(6) + data[6:]
        self.memory[block][:] = data
        return bytes((ACK,)), 4
