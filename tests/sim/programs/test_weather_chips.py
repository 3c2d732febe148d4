"""Thermometers and climate sensors on I2C answer with the bytes of their data sheets, and after their time."""

import pytest

from sim.programs.parts.catalog import KINDS
from sim.programs.parts.i2c.weather.am2320 import crc16
from sim.programs.parts.kind import Talk
from tests.sim.programs.chip_bus import Bus


def test_a_ds1621_measures_when_it_is_told_to_and_says_minus_60_before():
    """DS1621, table 1: 25.5 °C is 19 80, -25 °C is E7 00; table 3: commands; section "Measuring temperature"."""
    bus = Bus("ds1621", temperature_c=25.3)
    assert bus.read(2, 0xAA) == b"\xc4\x00"
    bus.write(0xEE)
    assert bus.read(1, 0xAC) == b"\x08"
    assert bus.read(2, 0xAA) == b"\xc4\x00"
    assert bus.said == ["script.chip_asleep", "script.chip_too_early"]
    bus.pi.clock.sleep(0.76)
    assert (bus.read(2, 0xAA), bus.read(1, 0xAC)) == (b"\x19\x80", b"\x48")  # above its upper limit
    left, slope = bus.read(1, 0xA8)[0], bus.read(1, 0xA9)[0]
    assert 25 - 0.25 + (slope - left) / slope == pytest.approx(25.3, abs=0.04)
    bus.write(0xAC, 0x01)  # once
    bus.set(temperature_c=-25.0)
    bus.pi.clock.sleep(0.76)
    assert (bus.read(2, 0xAA), bus.read(1, 0xAC)) == (b"\xe7\x00", b"\xa9")
    bus.set(temperature_c=0.0)
    bus.pi.clock.sleep(1)
    assert bus.read(2, 0xAA) == b"\xe7\x00"
    bus.write(0xA1, 0x28, 0x80)
    assert (bus.read(2, 0xA1), bus.read(2, 0xA2)) == (b"\x28\x80", b"\x0a\x00")


def test_a_tc74_gives_whole_degrees_and_rests_in_standby():
    """TC74, table 3-2: +25 °C is 19, -1 °C is FF; table 3-1: standby, data ready."""
    bus = Bus("tc74", temperature_c=25.4)
    assert (bus.read(1, 0x00), bus.read(1, 0x01)) == (b"\x19", b"\x40")
    bus.set(temperature_c=-1.0)
    assert bus.read(1, 0x00) == b"\x19"  # four times a second
    bus.pi.clock.sleep(0.25)
    assert bus.read(1, 0x00) == b"\xff"
    bus.write(0x01, 0x80)
    bus.set(temperature_c=50.0)
    bus.pi.clock.sleep(1)
    assert (bus.read(1, 0x00), bus.read(1, 0x01)) == (b"\xff", b"\x80")


def test_an_hih6130_is_asked_by_any_write_and_says_when_its_bytes_are_old():
    """009061-2-EN, sections 2.2 to 2.4: 2 bits of status, RH = n / 16382, T = n / 16382 * 165 - 40."""
    bus = Bus("hih6130", humidity_pct=50.0, temperature_c=20.0)
    assert bus.read(4) == b"\x40\x00\x00\x00"
    bus.write()
    bus.pi.clock.sleep(0.03)
    assert bus.read(4) == b"\x40\x00\x00\x00"
    assert bus.said == ["script.chip_asleep", "script.chip_too_early"]
    bus.pi.clock.sleep(0.01)
    damp, warm = 8191, round(60 / 165 * 16382)
    assert bus.read(4) == damp.to_bytes(2) + (warm << 2).to_bytes(2)
    assert bus.read(2) == (1 << 14 | damp).to_bytes(2)  # the same again


def test_an_am2320_wakes_without_an_acknowledge_and_gives_the_measurement_before():
    """AM2320, figure 17: 82.5 %, 27.7 °C and its checksum; section 8.2.4."""
    assert crc16(bytes.fromhex("030403390115")) == b"\xe1\xfe"
    bus = Bus("am2320", humidity_pct=82.5, temperature_c=27.7)

    def ask():
        with pytest.raises(OSError, match="Remote I/O"):
            bus.write(0x00)
        bus.write(0x03, 0x00, 0x04)
        bus.pi.clock.sleep(0.002)
        return bus.read(8).hex()

    assert ask() == "030403390115e1fe"
    with pytest.raises(OSError, match="Remote I/O"):
        bus.read(8)  # asleep
    bus.set(temperature_c=-5.5)
    bus.pi.clock.sleep(2)
    assert ask()[8:12] == "0115"
    assert ask()[8:12] == "8037"
    with pytest.raises(OSError, match="Remote I/O"):
        bus.write()
    bus.write(0x03, 0x00, 0x04)
    with pytest.raises(OSError, match="Remote I/O"):
        bus.read(8)
    assert bus.said == ["script.chip_still_busy"]


def test_a_dht12_gives_whole_numbers_tenths_and_their_sum():
    """DHT12, section 7: humidity, temperature with its sign in the tenths."""
    bus = Bus("dht12", humidity_pct=56.4, temperature_c=-3.2)
    assert bus.read(5, 0x00) == bytes((56, 4, 3, 0x82, (56 + 4 + 3 + 0x82) & 0xFF))


def test_an_shtc3_sleeps_wakes_and_measures():
    """SHTC3, tables 8 and 9; a word 0x8000 is 42.5 °C or 50 %."""
    bus = Bus("shtc3", humidity_pct=50.0, temperature_c=42.5)
    bus.write(0xEF, 0xC8)
    assert bus.read(3)[:2] == b"\x08\x87"
    bus.write(0x78, 0x66)
    with pytest.raises(OSError, match="Remote I/O"):
        bus.read(6)
    bus.pi.clock.sleep(0.013)
    assert bus.read(6).hex() == "8000a28000a2"
    bus.write(0x5C, 0x24)  # it holds the clock; humidity first
    assert bus.read(6).hex() == "8000a28000a2"
    bus.write(0xB0, 0x98)
    bus.pi.clock.sleep(0.001)
    with pytest.raises(OSError, match="Remote I/O"):
        bus.write(0x78, 0x66)
    assert bus.said == ["script.chip_asleep"]
    bus.write(0x35, 0x17)
    bus.pi.clock.sleep(0.001)
    bus.write(0x64, 0x58)
    assert len(bus.read(6)) == 6


@pytest.mark.parametrize(
    ("address", "sent", "asked", "words", "best"),
    [
        (0x48, [0xEE], 0, "", "ds1621"),
        (0x48, [0xAC, 0x02], 0, "", "ds1621"),
        (0x48, [0x00], 1, "tc74", "tc74"),
        (0x4D, [0x00], 1, "", "tc74"),
        (0x4D, [0x00], 1, "voltage", "pcf8591"),
        (0x27, [0x00], 4, "", "hih6130"),
        (0x27, [], 4, "", "hih6130"),
        (0x27, [], 1, "", "pcf8574"),
        (0x27, [0x00], 1, "mcp23017", "mcp23017"),
        (0x5C, [0x03, 0x00, 0x04], 0, "", "am2320"),
        (0x5C, [0x00], 5, "", "dht12"),
        (0x5C, [0x10], 2, "", "bh1750"),
        (0x70, [0x35, 0x17], 0, "", "shtc3"),
        (0x70, [0x21], 0, "", "ht16k33_digits"),
    ],
)
def test_the_first_bytes_tell_these_from_others(address, sent, asked, words, best):
    talk = Talk(address, [(bytes(sent), asked)], frozenset(words.split()))
    here = [kind for kind in KINDS.values() if address in kind.addresses]
    assert max(here, key=lambda kind: kind.fits(talk)).name == best


def test_a_block_that_smbus_reads_after_a_zero_is_still_an_shtc3():
    talk = Talk(0x70, [(b"\x35\x17", 0), (b"\x78\x66", 0), (b"\x00", 6)], frozenset())
    assert KINDS["shtc3"].fits(talk) == 0.98
