"""LTR390, VEML6070, SI1145 and BH1745 answer with the bytes of their data sheets, after their time."""

import struct

import pytest

from sim.programs.parts.catalog import KINDS
from sim.programs.parts.kind import Talk
from tests.sim.programs.chip_bus import Bus


def test_an_ltr390_measures_light_or_uv():
    """Registers: B2; reset 22, 01, 20, 10, FF FF 0F; 2300 counts an index at gain 18 and 20 bits; 0.6 lux a count."""
    bus = Bus("ltr390", light_lux=600.0, uv_index=5.0)
    assert bus.read(4, 0x04) == b"\x22\x01\xb2\x20"
    assert bus.read(1, 0x07) == b"\x00"  # the power-on flag was read
    assert bus.read(6, 0x21) == b"\xff\xff\x0f\x00\x00\x00"
    assert bus.read(3, 0x10) == bytes(3)
    bus.write(0x04, 0x00)
    bus.write(0x05, 0x04)
    bus.write(0x00, 0x0A)
    assert bus.read(3, 0x10) == bytes(3)
    assert bus.said == ["script.chip_asleep", "script.chip_too_early"]
    bus.pi.clock.sleep(0.41)
    assert bus.read(1, 0x07) + bus.read(1, 0x07) == b"\x08\x00"
    assert int.from_bytes(bus.read(3, 0x10), "little") == 11_500
    bus.write(0x00, 0x02)
    bus.write(0x04, 0x22)
    bus.write(0x05, 0x01)
    bus.write(0x21, 0xB8, 0x0B, 0x00)  # 3000
    bus.pi.clock.sleep(0.11)
    assert int.from_bytes(bus.read(3, 0x0D), "little") == 3000
    assert bus.read(1, 0x07) == b"\x08"
    bus.set(light_lux=700.0)
    bus.pi.clock.sleep(0.11)
    assert bus.read(1, 0x07) == b"\x18"
    bus.write(0x00, 0x10)
    assert bus.read(1, 0x07) == b"\x20"


def test_a_veml6070_has_a_byte_here_and_a_byte_there():
    """84310: 560 counts are an index of 3 with one T; 84277: a T is 112.5 ms."""
    bus = Bus("veml6070", uv_index=3.0)
    bus.write(0x06)
    assert bus.read(1) == b"\x00"
    assert bus.said == ["script.chip_too_early"]
    bus.pi.clock.sleep(0.113)
    assert bus.chip.counts() == pytest.approx(560, abs=1)
    assert bus.read(1)[0] == bus.chip.counts() & 0xFF
    bus.write(0x0E)
    bus.pi.clock.sleep(0.451)
    assert bus.chip.counts() == pytest.approx(4 * 560, abs=4)
    bus.write(0x01)
    assert bus.read(1) == b"\x00"
    assert bus.said[-1] == "script.veml6070_off"


def test_an_si1145_counts_its_commands():
    """Tables 11 and 14: 45 00 08; a set parameter is given back; the answer counts to 15; NOP clears it."""
    bus = Bus("si1145", light_lux=1000.0, uv_index=4.0)
    assert bus.read(3, 0x00) == b"\x45\x00\x08"
    assert bus.read(2, 0x22) == bytes(2)
    assert bus.said == ["script.chip_asleep"]
    bus.write(0x07, 0x17)
    bus.write(0x13, 0x29, 0x89, 0x02, 0x00)
    bus.write(0x17, 0xB0)
    bus.write(0x18, 0xA1)
    assert (bus.read(1, 0x20), bus.read(1, 0x2E)) == (b"\x01", b"\xb0")
    bus.write(0x18, 0x06)
    assert bus.read(1, 0x20) == b"\x02"
    assert struct.unpack("<HH", bus.read(4, 0x22)) == (256 + 282, 256 + 2440)
    assert struct.unpack("<H", bus.read(2, 0x2C)) == (400,)
    for _ in range(14):
        bus.write(0x18, 0x81)
    assert bus.read(1, 0x20) == b"\x00"
    bus.write(0x18, 0x81)
    bus.write(0x18, 0x00)
    assert bus.read(1, 0x20) == b"\x00"
    bus.write(0x18, 0x01)
    bus.write(0x18, 0x81)
    assert bus.read(1, 0x2E) == b"\x00"


def test_a_bh1745_measures_four_colors():
    """Registers 40, 41, 42, 50 to 57, 62, 92."""
    bus = Bus("bh1745", red_pct=100.0, green_pct=50.0, blue_pct=0.0)
    assert (bus.read(3, 0x40), bus.read(1, 0x92)) == (b"\x0b\x00\x00", b"\xe0")
    assert bus.read(4, 0x62) == b"\xff\xff\x00\x00"
    bus.write(0x42, 0x12)
    bus.write(0x44, 0x02)
    assert bus.read(2, 0x50) == bytes(2)
    assert bus.said == ["script.chip_too_early"]
    bus.pi.clock.sleep(0.17)
    assert bus.read(1, 0x42) + bus.read(1, 0x42) == b"\x92\x12"
    assert struct.unpack("<HHHH", bus.read(8, 0x50)) == (7273, 8000, 0, 800)
    bus.write(0x42, 0x10)
    bus.write(0x41, 0x01)
    bus.pi.clock.sleep(0.33)
    assert struct.unpack("<HHHH", bus.read(8, 0x50)) == (909, 1000, 0, 100)
    bus.write(0x40, 0x80)
    assert bus.read(1, 0x41) == b"\x00"


@pytest.mark.parametrize(
    ("address", "talk", "words", "best"),
    [
        (0x53, [([0x06], 1)], "", "ltr390"),
        (0x53, [([0x00, 0x0A], 0), ([0x10], 3)], "uv", "ltr390"),
        (0x53, [([0x00], 1)], "", "adxl345"),
        (0x53, [([0x2D, 0x08], 0)], "", "adxl345"),
        (0x38, [([0x06], 0)], "uv", "veml6070"),
        (0x38, [([0x06], 0)], "led", "pcf8574"),
        (0x39, [([], 1)], "uv", "veml6070_high"),
        (0x38, [([0x41, 0x00], 0)], "", "bh1745"),
        (0x38, [([0xAC, 0x33, 0x00], 0)], "", "aht20"),
        (0x39, [([0x92], 1)], "", "apds9960"),
        (0x60, [([0x07, 0x17], 0)], "", "si1145"),
        (0x60, [([0x00], 1), ([0x22], 2)], "", "si1145"),
        (0x60, [([0x00, 0x10], 0)], "", "pca9685"),
    ],
)
def test_the_first_bytes_tell_them_from_others(address, talk, words, best):
    spoken = Talk(address, [(bytes(sent), asked) for sent, asked in talk], frozenset(words.split()))
    here = [kind for kind in KINDS.values() if address in kind.addresses]
    assert max(here, key=lambda kind: kind.fits(spoken)).name == best
