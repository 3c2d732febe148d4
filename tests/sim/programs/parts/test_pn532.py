"""A PN532 answers with the frames of its manual, on I2C and on a serial line."""

import pytest

from devices import WiredPart
from sim.programs.parts.catalog import KINDS
from sim.programs.plugging.worlds import Felt, Still
from sim.virtual_pi import VirtualPi
from tests.sim.programs.chip_bus import Bus

ACK = "0000ff00ff00"
SERIAL = bytes.fromhex("c15a2e07")


def command(*data):
    """A frame for the chip, with both checksums (UM0701-02, section 6.2.1.1)."""
    body = bytes((0xD4, *data))
    return bytes((0, 0, 0xFF, len(body), -len(body) & 0xFF, *body, -sum(body) & 0xFF, 0))


class Reader:
    """A PN532 on I2C."""

    def __init__(self):
        self.bus = Bus("pn532", card=False, card2=False)

    def hold(self, name):
        for each in ("card", "card2"):
            self.bus.set(**{each: each == name})
        self.bus.chip.world_moved()

    def ask(self, *data, answer=32):
        self.bus.write(*command(*data))
        self.bus.pi.clock.sleep(0.002)
        assert self.bus.read(7).hex() == "01" + ACK
        self.bus.pi.clock.sleep(0.03)
        found = self.bus.read(answer)
        length = found[4]
        assert found[:1] + found[1:4] == b"\x01\x00\x00\xff"
        assert sum(found[6 : 6 + length + 1]) & 0xFF == 0
        return found[6 : 6 + length]


def test_a_pn532_says_who_it_is_after_an_acknowledge():
    """Section 7.2.2: D5 03 32 01 06 07 for the firmware 1.6; the example of section 6.2.1.1."""
    reader = Reader()
    assert command(0x02).hex() == "0000ff02fed4022a00"
    assert reader.bus.read(1) == b"\x00"
    reader.bus.write(*command(0x02))
    assert reader.bus.read(7)[0] == 0  # not ready yet
    reader.bus.pi.clock.sleep(0.002)
    assert reader.bus.read(1) == b"\x01"
    assert reader.bus.read(7).hex() == "01" + ACK
    assert reader.bus.read(1) == b"\x00"
    reader.bus.pi.clock.sleep(0.005)
    assert reader.bus.read(14).hex() == "010000ff06fad50332010607e800"
    assert reader.ask(0x14, 0x01, 0x14, 0x01) == b"\xd5\x15"


def test_it_finds_a_card_that_comes_later_and_its_serial_number():
    """Section 7.3.5: it looks until a card is there, or as often as MaxRetries says."""
    reader = Reader()
    reader.bus.write(*command(0x4A, 0x01, 0x00))
    reader.bus.pi.clock.sleep(0.002)
    reader.bus.read(7)
    reader.bus.pi.clock.sleep(5)
    assert reader.bus.read(1) == b"\x00"
    reader.hold("card")
    reader.bus.pi.clock.sleep(0.03)
    assert reader.bus.read(20).hex()[12:36] == "d54b0101000408" + "04" + SERIAL.hex()
    assert reader.ask(0x4A, 0x01, 0x00)[-4:] == SERIAL  # again and again
    reader.hold(None)
    assert reader.ask(0x32, 0x05, 0xFF, 0x01, 0x00) == b"\xd5\x33"
    assert reader.ask(0x4A, 0x01, 0x00) == b"\xd5\x4b\x00"


def test_a_block_is_written_and_read_with_the_right_key_alone():
    """Sections 7.3.8 and 8.4 (table 16): status 0x14 for a wrong key, 0x13 for a block that is not open."""
    reader = Reader()
    reader.hold("card")
    reader.ask(0x4A, 0x01, 0x00)
    assert reader.ask(0x40, 0x01, 0x30, 0x04) == b"\xd5\x41\x13"
    reader.ask(0x4A, 0x01, 0x00)
    assert reader.ask(0x40, 0x01, 0x60, 0x04, *b"\x00" * 6, *SERIAL) == b"\xd5\x41\x14"
    reader.ask(0x4A, 0x01, 0x00)
    assert reader.ask(0x40, 0x01, 0x60, 0x04, *b"\xff" * 6, *SERIAL) == b"\xd5\x41\x00"
    assert reader.ask(0x40, 0x01, 0xA0, 0x04, *b"class 7A, Lan...") == b"\xd5\x41\x00"
    assert reader.ask(0x40, 0x01, 0x30, 0x04) == b"\xd5\x41\x00class 7A, Lan..."
    reader.hold(None)
    assert reader.ask(0x40, 0x01, 0x30, 0x04) == b"\xd5\x41\x01"


def test_a_command_that_is_not_here_is_told_and_a_wrong_checksum_gets_no_acknowledge():
    reader = Reader()
    reader.bus.write(*command(0x8C, 0x00))
    reader.bus.pi.clock.sleep(0.01)
    reader.bus.read(7)
    assert reader.bus.read(9).hex() == "010000ff01ff7f8100"
    assert reader.bus.said == ["script.pn532_unknown"]
    wrong = bytearray(command(0x02))
    wrong[7] ^= 1
    reader.bus.write(*wrong)
    reader.bus.pi.clock.sleep(0.01)
    assert reader.bus.read(1) == b"\x00"


@pytest.mark.parametrize("baud", [115200, 9600])
def test_on_a_serial_line_it_wakes_up_and_answers_at_its_own_speed(baud):
    """Section 6.2.3: 115200 bits a second; zeros before a frame wake it."""
    pi, felt = VirtualPi(), Felt(Still())
    felt.update({"part_card": True, "part_card2": False})
    chip = KINDS["pn532_uart"].chip(pi, WiredPart("part", "pn532_uart", {"port": 0}), felt, {})
    said = []
    chip.on_remark = lambda message: said.append(message.key)
    port = pi.serial.line("/dev/serial0")
    port.open(baud)
    port.send(b"\x55\x55" + bytes(14) + command(0x02))
    answer = port.take(19, 1.0).hex()
    if baud == chip.baud:
        assert answer == ACK + "0000ff06fad50332010607e800"
        port.send(command(0x4A, 0x01, 0x00))
        assert port.take(25, 1.0)[-6:-2] == SERIAL
    else:
        assert (answer, said) == ("", ["script.other_baud"])


def test_on_spi_each_byte_is_turned_round():
    """Section 6.2.5: 01 writes, 02 asks whether a frame is ready, 03 reads it; the lowest bit comes first."""
    pi, felt = VirtualPi(), Felt(Still())
    felt.update({"part_card": True, "part_card2": False})
    chip = KINDS["pn532_spi"].chip(pi, WiredPart("part", "pn532_spi", {"device": 0}), felt, {})
    said = []
    chip.on_remark = lambda message: said.append(message.key)

    def turned(data):
        return [int(f"{byte:08b}"[::-1], 2) for byte in data]

    def exchange(*data):
        return bytes(turned(pi.spi.transfer(0, 0, turned(data))))

    exchange(0x01, *command(0x02))
    assert exchange(0x02, 0) == b"\x00\x00"
    assert exchange(0x03, *bytes(6)) == bytes(7)
    pi.clock.sleep(0.01)
    assert exchange(0x02, 0) == b"\x00\x01"
    assert exchange(0x03, *bytes(6)).hex() == "00" + ACK
    assert exchange(0x03, *bytes(13)).hex() == "000000ff06fad50332010607e800"
    exchange(0x01, *command(0x4A, 0x01, 0x00))
    pi.clock.sleep(0.05)
    exchange(0x03, *bytes(6))
    assert exchange(0x03, *bytes(19))[-6:-2] == SERIAL
    exchange(0x01, *command(0x8C, 0x00))
    exchange(0x01, *command(0x8C, 0x00))
    assert said == ["script.pn532_unknown"]
