"""PN532: a reader of cards, whatever wires it is on. User manual UM0701-02 (NXP): frames 6.2.1, commands 7.

Each command gets an acknowledge and then an answer, both as frames. It looks for a card as long as none is there, or as
often as it is told to. Cards of type A are here; the PN532 as a card itself is not.
"""

from __future__ import annotations

from collections.abc import Callable

from sim.programs.parts.spi.mifare import (
    AUTHENT_A,
    AUTHENT_B,
    BLOCK,
    READ,
    REQA,
    SELECT,
    SHORT_BITS,
    WRITE,
    MifareCard,
    crc,
)

START, ACK, SYNTAX_ERROR = b"\x00\xff", b"\x00\x00\xff\x00\xff\x00", b"\x00\x00\xff\x01\xff\x7f\x81\x00"
TO_CHIP, FROM_CHIP = 0xD4, 0xD5
FIRMWARE, STATUS, READ_GPIO, WRITE_GPIO, PARAMETERS, SAM, POWER_DOWN = 0x02, 0x04, 0x0C, 0x0E, 0x12, 0x14, 0x16
FIELD, EXCHANGE, DESELECT, LIST, RELEASE, CHOOSE = 0x32, 0x40, 0x44, 0x4A, 0x52, 0x54
I_AM = b"\x32\x01\x06\x07"  # 7.2.2: a PN532 with firmware 1.6 that knows type A, type B and ISO 18092
SIMPLE = {  # what these answer
    FIRMWARE: I_AM, STATUS: b"\x00\x00\x00\x80", READ_GPIO: b"\xff\xff\x07", WRITE_GPIO: b"", PARAMETERS: b"",
    SAM: b"", POWER_DOWN: b"\x00", DESELECT: b"\x00", RELEASE: b"\x00", CHOOSE: b"\x00",
}  # fmt: skip
MAX_RETRIES, FOR_EVER = 0x05, 0xFF  # 7.3.1: of the configuration of the field
TYPE_A = 0x00
CARD_ACK = 0x0A  # of four bits
DONE, TIMED_OUT, BAD_DATA, BAD_KEY, WRONG_STATE = 0x00, 0x01, 0x13, 0x14, 0x27  # table 16
ACK_S, ANSWER_S, TRY_S = 0.001, 0.003, 0.02  # chosen, within what 6.2.2 allows
KEY_BYTES, SERIAL_BYTES = 6, 4


def frame(data: bytes) -> bytes:
    """An information frame (6.2.1.1) with its two checksums."""
    body = bytes((FROM_CHIP,)) + data
    return b"\x00\x00\xff" + bytes((len(body), -len(body) & 0xFF)) + body + bytes((-sum(body) & 0xFF, 0x00))


class Pn532:
    """The chip behind its wires. `say` gets each frame and after how many seconds; `card` is who lies on it now."""

    def __init__(
        self,
        card: Callable[[], MifareCard | None],
        say: Callable[[bytes, float], None],
        unknown: Callable[[int], object],
    ) -> None:
        self._card = card
        self._say = say
        self._unknown = unknown
        self.reset()

    def reset(self) -> None:
        """As after power-on."""
        self._heard = b""
        self._retries = FOR_EVER
        self.looks = False  # for a card that is not there yet

    def hear(self, data: bytes) -> None:
        """Take bytes, and obey each whole frame; what stands between frames is nothing."""
        self._heard += data
        while (at := self._heard.find(START)) >= 0 and len(self._heard) >= at + 4:
            length, check = self._heard[at + 2 : at + 4]
            end = at + 4 + length + 1
            if (length + check) & 0xFF or not length:  # an acknowledge of the Pi stops the command, as any other does
                self.looks = False
                self._heard = self._heard[at + 4 :]
            elif len(self._heard) < end:
                return
            else:
                body, self._heard = self._heard[at + 4 : end], self._heard[end:]
                self._take(body)
        self._heard = self._heard[-1:] if at < 0 else self._heard

    def looked(self) -> None:
        """A card came or went: perhaps it is the one that it looks for."""
        if self.looks and self._card() is not None:
            self.looks = False
            self._list()

    def _take(self, body: bytes) -> None:
        if sum(body) & 0xFF or body[0] != TO_CHIP or len(body) < 3:
            return  # a wrong checksum: no acknowledge
        self.looks = False
        self._say(ACK, ACK_S)
        command, rest = body[1], body[2:-1]
        if command in SIMPLE:
            self._answer(command, SIMPLE[command])
        elif command == FIELD:
            if rest[:1] == bytes((MAX_RETRIES,)) and len(rest) > 3:
                self._retries = rest[3]
            self._answer(command, b"")
        elif command == LIST:
            self._look(rest)
        elif command == EXCHANGE:
            self._answer(command, self._exchanged(rest[1:]))
        else:
            self._unknown(command)
            self._say(SYNTAX_ERROR, ACK_S + ANSWER_S)

    def _answer(self, command: int, data: bytes, after_s: float = ANSWER_S) -> None:
        self._say(frame(bytes((command + 1,)) + data), ACK_S + after_s)

    def _look(self, rest: bytes) -> None:
        """Look for cards: of another type there is none."""
        if self._card() is not None and rest[1:2] == bytes((TYPE_A,)):
            self._list()
        elif self._retries == FOR_EVER:
            self.looks = rest[1:2] == bytes((TYPE_A,))
        else:
            self._answer(LIST, b"\x00", (self._retries + 1) * TRY_S)

    def _list(self) -> None:
        card = self._card()
        assert card is not None
        if card.hear(bytes((REQA,)), SHORT_BITS) is None:  # it was chosen before: the second call finds it
            card.leave()
            card.hear(bytes((REQA,)), SHORT_BITS)
        whole = bytes((SELECT, 0x70)) + card.serial
        chosen = card.hear(whole + crc(whole), 0)
        assert chosen is not None
        serial = card.serial[:SERIAL_BYTES]
        self._answer(LIST, b"\x01\x01\x00\x04" + chosen[0][:1] + bytes((len(serial),)) + serial, TRY_S)

    def _exchanged(self, said: bytes) -> bytes:
        """What a card answers, with the status before it (7.3.8)."""
        card = self._card()
        if card is None or not said:
            return bytes((TIMED_OUT,))
        command, block = said[0], said[1] if len(said) > 1 else 0
        if command in (AUTHENT_A, AUTHENT_B):
            key, serial = said[2 : 2 + KEY_BYTES], said[2 + KEY_BYTES :]
            return bytes((DONE if card.authenticate(command, block, key, serial) else BAD_KEY,))
        if command == READ:
            found = card.hear(said[:2] + crc(said[:2]), 0)
            right = found is not None and len(found[0]) > BLOCK
            return bytes((DONE,)) + found[0][:BLOCK] if right and found else bytes((BAD_DATA,))
        if command == WRITE and len(said) == 2 + BLOCK:
            first = card.hear(said[:2] + crc(said[:2]), 0)
            if first is None or first[0][0] != CARD_ACK:
                return bytes((BAD_DATA,))
            card.hear(said[2:] + crc(said[2:]), 0)
            return bytes((DONE,))
        found = card.hear(said + crc(said), 0)
        return bytes((TIMED_OUT,)) if found is None else bytes((DONE,)) + found[0]
