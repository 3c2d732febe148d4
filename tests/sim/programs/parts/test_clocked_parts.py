"""Parts that are clocked bit by bit: the bytes of data sheets, and the same answer over the SPI port and by hand."""

from __future__ import annotations

from typing import Any

import pytest

from devices import WiredPart
from sim.programs.parts.spi.mifare import ACK, NAK, READ, REQA, WRITE, MifareCard, crc
from sim.programs.parts.spi.shift_converters import MAKES, ShiftConverterChip
from sim.programs.parts.spi.tlc1543 import Tlc1543Chip
from sim.virtual_pi import VirtualPi
from sim.wires.shifting import shift_bytes

QUESTIONS = ((1, 0x90, 0), (6, 0x40, 0), (0x68, 0), (0xC0, 0, 0), (0xE8, 0, 0, 0), (0, 0, 0), (0, 1, 0xA0, 0))


def plugged(name: str) -> Any:
    chip = ShiftConverterChip(VirtualPi(), WiredPart("adc", name, {}), {}, {})
    chip.inputs = {number: lambda number=number: 0.4 * number + 0.1 for number in range(8)}  # type: ignore[misc]
    chip.noise = lambda steps: 0  # type: ignore[method-assign]
    return chip


@pytest.mark.parametrize("name", MAKES)
def test_the_bytes_of_a_transaction_are_those_that_its_bits_give(name: str) -> None:
    chip = plugged(name)
    for question in QUESTIONS:
        assert chip.transfer(question) == shift_bytes(chip, question)


def test_codes_of_data_sheets() -> None:
    """Input 1 at 0.5 V of 3.3 V: 155 of 1024, 620 of 4096."""
    assert plugged("mcp3008").transfer((1, 0x90, 0)) == [0, 0, 155]
    assert plugged("mcp3208").transfer((6, 0x40, 0)) == [0, 620 >> 8, 620 & 0xFF]
    assert plugged("mcp3002").transfer((0x78, 0)) == [0, 155]
    assert plugged("mcp3202").transfer((1, 0xE0, 0)) == [0, 620 >> 8, 620 & 0xFF]


def test_a_tlc1543_answers_the_question_before() -> None:
    """SLAS052, figure 9: the address in the first four of ten clocks, the conversion before meanwhile; table 2."""
    wires = {"clock": 11, "out": 9, "into": 10, "select": 8}
    chip: Any = Tlc1543Chip(VirtualPi(), WiredPart("adc", "tlc1543", wires), {}, {})
    chip.inputs = {1: lambda: 0.5, 10: lambda: 3.3}
    chip.noise = lambda steps: 0

    def asked(number: int) -> int:
        code, out = 0, chip.select(True)
        for place in range(10):
            code = code << 1 | out
            assert chip.rise(bool(number >> 3 - place & 1) if place < 4 else True) is out
            out = chip.fall()
        assert chip.select(False) is None
        return code

    assert [asked(number) for number in (1, 10, 0, 11, 13, 12, 14)] == [0, 155, 1023, 0, 512, 1023, 0]


def test_a_card_answers_as_iso_14443_says() -> None:
    assert crc(b"\x12\x34") == b"\x26\xcf"  # ISO/IEC 14443-3, annex B
    card = MifareCard(bytes.fromhex("c15a2e07"))
    assert card.hear(bytes((REQA,)), 7) == (b"\x04\x00", 0)
    serial, _ = card.hear(b"\x93\x20", 0) or (b"", 0)
    assert serial[4] == serial[0] ^ serial[1] ^ serial[2] ^ serial[3]
    select = b"\x93\x70" + serial
    assert card.hear(select + crc(select), 0) == (b"\x08" + crc(b"\x08"), 0)
    key = b"\xff" * 6

    def said(*words: int) -> Any:
        return card.hear(bytes(words) + crc(words), 0)

    assert card.authenticate(0x60, 11, key, serial[:4])
    assert said(WRITE, 8) == (bytes((ACK,)), 4)
    assert said(*b"0123456789abcdef") == (bytes((ACK,)), 4)
    assert said(READ, 8)[0][:16] == b"0123456789abcdef"
    assert said(READ, 4) == (bytes((NAK,)), 4)  # another sector is closed
    assert card.hear(bytes((REQA,)), 7) == (b"\x04\x00", 0)
    assert card.hear(select + crc(select), 0) is not None
    assert not card.authenticate(0x60, 11, bytes(6), serial[:4])
