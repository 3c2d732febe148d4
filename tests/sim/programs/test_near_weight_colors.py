"""VL6180X, NAU7802 and AS7341 answer with the bytes of their data sheets, after their time."""

import struct

import pytest

from sim.programs.parts.catalog import KINDS
from sim.programs.parts.kind import Talk
from tests.sim.programs.chip_bus import Bus


def put(bus, register, *values):
    bus.write(register >> 8, register & 0xFF, *values)


def at(bus, register, count=1):
    return bus.read(count, register >> 8, register & 0xFF)


def test_a_vl6180x_measures_up_to_20_cm():
    """DocID026171, section 6.2: B4; the status 01 when it is ready; 04 of the interrupts for a new value."""
    bus = Bus("vl6180x", distance_m=0.123, light_lux=320.0)
    assert (at(bus, 0x000), at(bus, 0x016), at(bus, 0x04D), at(bus, 0x212)) == (b"\xb4", b"\x01", b"\x01", b"\x29")
    assert at(bus, 0x062) == b"\x00"
    put(bus, 0x014, 0x24)
    put(bus, 0x018, 0x01)
    assert (at(bus, 0x062), at(bus, 0x04D), at(bus, 0x04F)) == (b"\x00", b"\x00", b"\x00")
    assert bus.said == ["script.chip_asleep", "script.chip_too_early"]
    bus.pi.clock.sleep(0.016)
    assert (at(bus, 0x04F), at(bus, 0x04D), at(bus, 0x062), at(bus, 0x018)) == (b"\x04", b"\x01", b"\x7b", b"\x00")
    put(bus, 0x015, 0x07)
    assert at(bus, 0x04F) == b"\x00"
    bus.set(distance_m=0.5)
    put(bus, 0x018, 0x01)
    bus.pi.clock.sleep(0.016)
    assert (at(bus, 0x04D), at(bus, 0x062)) == (b"\x71", b"\xff")
    put(bus, 0x096, 0x00, 84)  # a step is 3 mm
    put(bus, 0x018, 0x01)
    bus.pi.clock.sleep(0.016)
    assert at(bus, 0x062) == b"\xa6"


def test_a_vl6180x_goes_on_until_it_is_stopped():
    """0x018: bit 1 with a period of 0x01B, in steps of 10 ms after the first; bit 0 alone stops it."""
    bus = Bus("vl6180x", distance_m=0.05)
    put(bus, 0x01B, 9)
    put(bus, 0x018, 0x03)
    bus.pi.clock.sleep(0.016)
    assert at(bus, 0x062) == b"\x32"
    bus.set(distance_m=0.06)
    assert at(bus, 0x062) == b"\x32"
    bus.pi.clock.sleep(0.1)
    assert at(bus, 0x062) == b"\x3c"
    put(bus, 0x018, 0x01)
    bus.set(distance_m=0.07)
    bus.pi.clock.sleep(0.2)
    assert (at(bus, 0x062), at(bus, 0x018)) == (b"\x3c", b"\x00")


def test_a_vl6180x_counts_light():
    """Section 2.10: 0.32 lux a count at gain 1 and 100 ms; 40 for the gain 7."""
    bus = Bus("vl6180x", light_lux=320.0)
    put(bus, 0x014, 0x20)
    put(bus, 0x040, 0x00, 99)
    put(bus, 0x038, 0x01)
    bus.pi.clock.sleep(0.101)
    assert (at(bus, 0x04F), at(bus, 0x050, 2)) == (b"\x20", b"\x03\xe8")
    put(bus, 0x03F, 0x47)
    put(bus, 0x038, 0x01)
    bus.pi.clock.sleep(0.101)
    assert at(bus, 0x050, 2) == (40_000).to_bytes(2, "big")


def test_a_nau7802_gives_24_bits():
    """Section 11: ready with its digital part, new values ten times a second, cleared by reading; revision F."""
    bus = Bus("nau7802", weight_g=1000.0)
    assert (bus.read(1, 0x1F), bus.read(1, 0x00), bus.read(3, 0x12)) == (b"\x0f", b"\x00", bytes(3))
    assert bus.said == ["script.chip_asleep"]
    bus.write(0x00, 0x06)
    bus.write(0x01, 0x07)
    assert bus.read(1, 0x00) == b"\x0e"
    bus.pi.clock.sleep(0.11)
    assert bus.read(1, 0x00) == b"\x2e"
    heavy = int.from_bytes(bus.read(3, 0x12), "big")
    assert bus.read(1, 0x00) == b"\x0e"
    bus.set(weight_g=0.0)
    bus.pi.clock.sleep(0.11)
    assert heavy - int.from_bytes(bus.read(3, 0x12), "big") == pytest.approx(419_430, abs=1)
    bus.write(0x02, 0x34)
    assert bus.read(1, 0x02) == b"\x34"
    bus.pi.clock.sleep(0.06)
    assert bus.read(1, 0x02) == b"\x30"
    bus.write(0x02, 0xB0)
    bus.pi.clock.sleep(0.02)
    assert bus.read(3, 0x12) == bytes(3)
    bus.write(0x00, 0x01)
    assert bus.read(1, 0x02) == b"\x00"


def test_an_as7341_counts_what_its_routes_say():
    """DS000504: 24 says who it is; ASTEP 999; (ATIME+1)(ASTEP+1) steps of 2.78 us, and no more counts than steps."""
    bus = Bus("as7341", red_pct=0.0, green_pct=0.0, blue_pct=100.0)
    assert (bus.read(1, 0x92), bus.read(2, 0xCA), bus.read(1, 0xAA)) == (b"\x24", b"\xe7\x03", b"\x09")
    bus.write(0xAF, 0x10)
    bus.write(0x05, 0x01)  # F2 to the first converter
    bus.write(0x01, 0x02)  # F1 to the second one
    bus.write(0x80, 0x11)
    assert bus.read(1, 0x80) == b"\x01"
    bus.write(0x81, 100)
    bus.write(0xAA, 0x08)
    assert bus.read(2, 0x95) == bytes(2)
    bus.write(0x80, 0x03)
    bus.pi.clock.sleep(0.28)
    assert bus.read(1, 0xA3) == b"\x00"
    bus.pi.clock.sleep(0.001)
    assert bus.read(1, 0xA3) == b"\x40"
    assert struct.unpack("<B6H", bus.read(13, 0x94)) == pytest.approx((0, 20_000, 10_000, 0, 0, 0, 0), abs=2)
    bus.write(0xAA, 0x0A)
    bus.write(0x81, 0)
    bus.pi.clock.sleep(0.003)
    assert struct.unpack("<HH", bus.read(4, 0x95)) == pytest.approx((792, 396), abs=1)
    bus.write(0x05, 0x00)
    assert struct.unpack("<H", bus.read(2, 0x95))[0] > 0  # until the routes are loaded again
    assert bus.said == ["script.chip_asleep"]


@pytest.mark.parametrize(
    ("address", "talk", "words", "best"),
    [
        (0x29, [([0x00, 0x00], 1)], "", "vl6180x"),
        (0x29, [([0x00, 0x00], 0), ([], 1)], "", "vl6180x"),
        (0x29, [([0x01, 0x0F], 2)], "", "vl53l1x"),
        (0x29, [([0xC0], 1)], "", "vl53l0x"),
        (0x29, [([0x80, 0x03], 0), ([0x81, 0xF6], 0)], "", "tcs34725"),
        (0x39, [([0x80, 0x01], 0), ([0xAF, 0x10], 0)], "", "as7341"),
        (0x39, [([0x80, 0x00], 0), ([0x81, 0xDB], 0), ([0x92], 1)], "", "apds9960"),
    ],
)
def test_the_first_bytes_tell_them_from_others(address, talk, words, best):
    spoken = Talk(address, [(bytes(sent), asked) for sent, asked in talk], frozenset(words.split()))
    here = [kind for kind in KINDS.values() if address in kind.addresses]
    assert max(here, key=lambda kind: kind.fits(spoken)).name == best
