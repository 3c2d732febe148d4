"""Memories, clocks and a gesture sensor on I2C answer with the bytes of their data sheets."""

import pytest

from sim.programs.parts.catalog import KINDS
from sim.programs.parts.i2c.grove.gesture import KEYS
from sim.programs.parts.kind import Talk
from tests.sim.programs.chip_bus import Bus


def test_a_24c02_burns_for_five_milliseconds_and_a_page_goes_round():
    """AT24C02, "Write operations": a page of 8 bytes; no acknowledge during the write cycle; fresh bytes are FF."""
    bus = Bus("at24c02")
    assert bus.read(2, 0x10) == b"\xff\xff"
    bus.write(0x0E, 1, 2, 3)
    with pytest.raises(OSError, match="Remote I/O"):
        bus.read(1, 0x0E)
    assert bus.said == ["script.chip_still_busy"]
    bus.pi.clock.sleep(0.006)
    assert bus.read(3, 0x0E) == b"\x01\x02\xff"
    assert bus.read(1, 0x08) == b"\x03"
    assert bus.read(2, 0xFF) == b"\xff\xff"  # from the last byte on to the first one


def test_a_24c32_has_addresses_of_two_bytes():
    """AT24C32, "Byte write", "Random read", "Current address read"."""
    bus = Bus("at24c32")
    bus.write(0x01, 0x02, *b"pupil")
    bus.pi.clock.sleep(0.006)
    bus.write(0x01, 0x02)
    assert (bus.read(3), bus.read(2)) == (b"pup", b"il")
    assert bus.read(1, 0x00, 0x02) == b"\xff"
    bus.write(0x01, 0x1F, 1, 2)
    bus.pi.clock.sleep(0.006)
    assert (bus.read(1, 0x01, 0x1F), bus.read(1, 0x01, 0x00)) == (b"\x01", b"\x02")


@pytest.mark.parametrize(("kind", "first"), [("pcf8563", 2), ("pcf8523", 3)])
def test_an_nxp_clock_goes_on_from_what_was_written(kind, first):
    """PCF8563, table 4, and PCF8523, table 4: seconds, minutes, hours, days, weekdays, months, years in BCD."""
    bus = Bus(kind)
    bus.write(first, 0x58, 0x59, 0x23, 0x31, 0x04, 0x12, 0x26)
    assert bus.read(7, first).hex() == "58592331041226"
    bus.pi.clock.sleep(3)
    assert bus.read(7, first).hex() == "01000001050127"
    bus.write(first + 5, 0x02)  # February has a first day, too
    bus.write(first + 3, 0x30)  # but no thirtieth: the clock waits for the rest
    assert bus.read(3, first + 3).hex() == "300502"
    bus.write(first + 5, 0x03)
    assert bus.read(3, first + 3)[::2] == b"\x30\x03"


def test_a_gesture_sets_its_flag_once_and_reading_clears_it():
    """PAJ7620U2, register list: ID 7620; bank 0, 0x43 and 0x44; bank 1, 0x72 switches it on."""
    bus = Bus("paj7620", **dict.fromkeys(KEYS, False))
    assert bus.read(2, 0x00) == b"\x20\x76"
    assert bus.read(1, 0x43) == b"\x00"
    assert bus.said == ["script.chip_asleep"]
    bus.write(0xEF, 1)
    bus.write(0x72, 1)
    bus.write(0xEF, 0)
    bus.set(gesture_left=True, gesture_wave=True)
    bus.chip.world_moved()
    assert bus.read(2, 0x43) == b"\x04\x01"
    bus.chip.world_moved()  # the same press goes on
    assert bus.read(2, 0x43) == b"\x00\x00"
    bus.set(gesture_left=False)
    bus.chip.world_moved()
    bus.set(gesture_left=True)
    bus.write(0x41, 0xFB)  # masked
    bus.chip.world_moved()
    assert bus.read(1, 0x43) == b"\x00"


@pytest.mark.parametrize(
    ("address", "talk", "words", "best"),
    [
        (0x50, [([0x00], 1)], "", "at24c02"),
        (0x50, [([0x00, 0x41], 0)], "", "at24c02"),
        (0x50, [([0x00, 0x00], 0), ([], 4)], "", "at24c32"),
        (0x50, [([0x00, 0x00, 0x41], 0)], "", "at24c32"),
        (0x57, [([0x00, 0x00, 0x41], 0)], "eeprom", "at24c32"),
        (0x57, [([0xFF], 1)], "", "max30102"),
        (0x51, [([0x02], 7)], "", "pcf8563"),
        (0x51, [([0x02], 1)], "eeprom", "at24c02"),
        (0x68, [([0x03], 7)], "pcf8523", "pcf8523"),
        (0x68, [([0x00], 7)], "", "ds3231"),
        (0x73, [([0xEF, 0x00], 0)], "", "paj7620"),
        (0x73, [([0xEF], 0)], "", "ht16k33_digits"),
    ],
)
def test_the_first_bytes_tell_these_from_others(address, talk, words, best):
    spoken = Talk(address, [(bytes(sent), asked) for sent, asked in talk], frozenset(words.split()))
    here = [kind for kind in KINDS.values() if address in kind.addresses]
    assert max(here, key=lambda kind: kind.fits(spoken)).name == best
