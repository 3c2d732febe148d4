"""smbus2 and smbus: register programs of textbooks, and the errors that Linux gives."""

from typing import Any

import pytest

from sim.time.clock import BOOT_S
from sim.virtual_pi import VirtualPi
from sim.wires.i2c import Registers16


class Bytes:
    """A chip of 256 byte registers with a pointer that moves on, as an MPU-6050 or a BMP180 has."""

    def __init__(self) -> None:
        self.registers = bytearray(range(256))
        self.pointer = 0
        self.log: list[bytes] = []

    def write(self, data: bytes) -> None:
        self.log.append(data)
        for place, value in enumerate(data):
            if place == 0:
                self.pointer = value
            else:
                self.registers[self.pointer] = value
                self.pointer = self.pointer + 1 & 0xFF

    def read(self, count: int) -> bytes:
        found = bytes(self.registers[self.pointer + place & 0xFF] for place in range(count))
        self.pointer = self.pointer + count & 0xFF
        return found


class Words(Registers16):
    """A chip of words, high byte first, as INA219 and ADS1115 are."""

    def __init__(self) -> None:
        self.words = {0: 0x399F}

    def get(self, register: int) -> int:
        return self.words.get(register, 0)

    def set(self, register: int, value: int) -> None:
        self.words[register] = value


@pytest.fixture
def chip(pi: VirtualPi) -> Bytes:
    chip = Bytes()
    pi.i2c.attach(0x68, chip)
    return chip


@pytest.fixture(params=["smbus", "smbus2"])
def bus(request: pytest.FixtureRequest, pi: VirtualPi) -> Any:
    from importlib import import_module

    return import_module(request.param).SMBus(1)


def test_bytes_words_and_blocks_go_to_registers_and_back(bus: Any, chip: Bytes) -> None:
    bus.write_byte_data(0x68, 0x6B, 0x01)
    assert bus.read_byte_data(0x68, 0x6B) == 0x01
    bus.write_word_data(0x68, 0x10, 0xBEEF)
    assert chip.registers[0x10:0x12] == b"\xef\xbe"  # SMBus sends the low byte first
    assert bus.read_word_data(0x68, 0x10) == 0xBEEF
    bus.write_i2c_block_data(0x68, 0x20, [1, 2, 3])
    assert bus.read_i2c_block_data(0x68, 0x1F, 5) == [0x1F, 1, 2, 3, 0x23]
    bus.write_byte(0x68, 0x75)
    assert (bus.read_byte(0x68), bus.read_byte(0x68)) == (0x75, 0x76)
    assert bus.process_call(0x68, 0x30, 0x1234) == 0x3332
    bus.write_block_data(0x68, 0x40, [7, 8])
    assert chip.log[-1] == bytes((0x40, 2, 7, 8))


def test_an_mpu6050_program_joins_high_and_low_byte_by_itself(bus: Any, chip: Bytes) -> None:
    chip.registers[0x3B:0x3D] = (-1234).to_bytes(2, "big", signed=True)
    high, low = bus.read_byte_data(0x68, 0x3B), bus.read_byte_data(0x68, 0x3C)
    value = high << 8 | low
    assert (value - 65536 if value > 32768 else value) == -1234


def test_a_chip_of_words_needs_its_bytes_swapped(pi: VirtualPi, bus: Any) -> None:
    pi.i2c.attach(0x40, Words())
    raw = bus.read_word_data(0x40, 0)
    assert raw == 0x9F39
    assert (raw & 0xFF) << 8 | raw >> 8 == 0x399F  # the INA219's configuration after power-on, data sheet SBOS448
    bus.write_i2c_block_data(0x40, 5, [0x10, 0x00])
    assert bus.read_i2c_block_data(0x40, 5, 2) == [0x10, 0x00]


def test_numbers_too_big_for_a_byte_lose_their_high_bits_as_in_c(bus: Any, chip: Bytes) -> None:
    bus.write_byte_data(0x68, 0x10, 0x1FF)
    bus.write_word_data(0x68, 0x12, -1)
    assert chip.registers[0x10] == 0xFF
    assert chip.registers[0x12:0x14] == b"\xff\xff"


def test_nobody_there_is_error_121_and_a_hung_bus_is_error_110_after_a_second(pi: VirtualPi, bus: Any) -> None:
    for ask in (lambda: bus.read_byte(0x20), lambda: bus.write_byte_data(0x20, 0, 0), lambda: bus.write_quick(0x20)):
        with pytest.raises(OSError, match="Remote I/O error") as refused:
            ask()
        assert refused.value.errno == 121
    pi.i2c.stuck = True
    with pytest.raises(OSError, match="timed out") as refused:
        bus.read_byte(0x20)
    assert refused.value.errno == 110
    assert pi.clock.monotonic() == BOOT_S + 1


def test_a_scan_as_i2cdetect_does_it_finds_the_chips(pi: VirtualPi, bus: Any, chip: Bytes) -> None:
    pi.i2c.attach(0x40, Words())
    found = []
    for address in range(0x03, 0x78):
        try:
            bus.read_byte(address)
        except OSError:
            continue
        found.append(hex(address))
    assert found == ["0x40", "0x68"]


def test_a_bus_that_a_pi_has_not_and_a_bus_that_is_closed(pi: VirtualPi, bus: Any) -> None:
    with pytest.raises(FileNotFoundError, match="/dev/i2c-0"):
        type(bus)(0)
    bus.close()
    with pytest.raises(OSError, match="not open") as refused:
        bus.read_byte(0x68)
    assert refused.value.errno == 9
    bus.open(1)
    with pytest.raises(OSError, match="7-bit") as refused:
        bus.read_byte(0x80)
    assert refused.value.errno == 22


def test_blocks_are_at_most_32_bytes_and_never_of_a_length_the_chip_tells(bus: Any, chip: Bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        bus.read_i2c_block_data(0x68, 0, 33)
    with pytest.raises(ValueError, match="32 bytes"):
        bus.write_i2c_block_data(0x68, 0, [0] * 33)
    with pytest.raises(OSError, match="use read_i2c_block_data"):
        bus.read_block_data(0x68, 0)
    with pytest.raises(OSError, match="packet error checking"):
        bus.pec = 1


def test_smbus2_closes_with_with_and_joins_messages(pi: VirtualPi, chip: Bytes) -> None:
    from smbus2 import SMBus, i2c_msg

    with SMBus(1) as bus:
        write, read = i2c_msg.write(0x68, [0x50]), i2c_msg.read(0x68, 3)
        before = pi.i2c.transactions
        bus.i2c_rdwr(write, read)
        assert pi.i2c.transactions == before + 1
        assert list(read) == [0x50, 0x51, 0x52]
        assert (len(read), bytes(read), read.buf[0], read.buf[1:3]) == (3, b"PQR", b"P", b"QR")
        bus.i2c_rdwr(i2c_msg.write(0x68, b"\x60\x07"), i2c_msg.write(0x68, [0x60]), read)
        assert list(read) == [7, 0x61, 0x62]
        again = i2c_msg.read(0x68, 2)
        bus.i2c_rdwr(again)
        assert list(again) == [0x63, 0x64]
    with pytest.raises(OSError, match="not open"):
        bus.read_byte(0x68)


def test_a_bus_can_be_named_by_its_path(pi: VirtualPi, chip: Bytes) -> None:
    from smbus2 import SMBus

    assert SMBus("/dev/i2c-1").read_byte_data(0x68, 9) == 9
    with pytest.raises(FileNotFoundError):
        SMBus("/dev/i2c-7")
