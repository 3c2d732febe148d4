"""CCS811, ENS160, MAX17043 and MAX17048 answer with the bytes of their data sheets, after their time."""

import pytest

from tests.sim.programs.chip_bus import Bus


def test_a_ccs811_runs_its_program_first():
    """CCS811, figures 14 and 15: status 10, 90 when it runs, 98 with a new result; 400 ppm until then."""
    bus = Bus("ccs811", co2_ppm=1000.0, tvoc_ppb=50.0)
    assert (bus.read(1, 0x20), bus.read(1, 0x21), bus.read(1, 0x00)) == (b"\x81", b"\x12", b"\x10")
    bus.write(0x01, 0x10)
    assert (bus.read(1, 0x00), bus.read(1, 0xE0), bus.read(1, 0x00)) == (b"\x11", b"\x01", b"\x10")
    bus.write(0xF4)
    assert bus.read(1, 0x00) == b"\x90"
    assert bus.read(4, 0x02) == b"\x01\x90\x00\x00"
    assert bus.said == ["script.chip_asleep"]
    bus.write(0x01, 0x10)
    bus.pi.clock.sleep(0.9)
    assert bus.read(1, 0x00) == b"\x90"
    bus.pi.clock.sleep(0.2)
    assert bus.read(1, 0x00) == b"\x98"
    assert bus.read(6, 0x02) == b"\x03\xe8\x00\x32\x98\x00"
    assert bus.read(1, 0x00) == b"\x90"
    bus.set(co2_ppm=10_000.0, tvoc_ppb=2000.0)
    bus.pi.clock.sleep(1.1)
    assert bus.read(4, 0x02) == b"\x20\x00\x04\xa3"  # the most: 8192 ppm, 1187 ppb
    bus.write(0xFF, 0x11, 0xE5, 0x72, 0x8A)
    assert bus.read(1, 0x00) == b"\x10"


@pytest.mark.parametrize(("ppb", "index"), [(65, 1), (66, 2), (220, 2), (221, 3), (650, 3), (651, 4), (2201, 5)])
def test_an_ens160_has_five_words_for_the_air(ppb, index):
    """ENS160, table 5: the index by the organic gases; table 16: the registers."""
    bus = Bus("ens160", tvoc_ppb=float(ppb), co2_ppm=300.0)
    assert bus.read(2, 0x00) == b"\x60\x01"
    bus.write(0x10, 0x02)
    assert bus.read(1, 0x20) == b"\x80"
    bus.pi.clock.sleep(1.01)
    assert bus.read(1, 0x20) == b"\x82"
    assert bus.read(5, 0x21) == bytes((index,)) + ppb.to_bytes(2, "little") + b"\x90\x01"
    assert bus.read(1, 0x20) == b"\x80"
    bus.write(0x13, 0x8A, 0x4A, 0x00, 0x64)
    assert bus.read(4, 0x30) == b"\x8a\x4a\x00\x64"
    bus.write(0x10, 0xF0)
    assert (bus.read(1, 0x10), bus.read(1, 0x20)) == (b"\x00", b"\x00")


def test_a_max17043_has_steps_of_a_millivolt_and_a_quarter():
    """19-4811: twelve bits of 1.25 mV above four that are 0; 1/256 %; configuration 971C."""
    bus = Bus("max17043", charge_pct=50.0)
    assert bus.read(2, 0x02) == (3000 << 4).to_bytes(2, "big")  # 3.75 V
    assert bus.read(4, 0x04) == b"\x32\x00\x00\x00"
    assert (bus.read(2, 0x08), bus.read(2, 0x0C)) == (b"\x00\x03", b"\x97\x1c")
    bus.write(0x0C, 0x40, 0x1F)
    assert bus.read(1, 0x0D) == b"\x1f"
    bus.write(0xFE, 0x54, 0x00)
    assert bus.read(2, 0x0C) == b"\x97\x1c"


def test_a_max17048_does_not_acknowledge_its_reset():
    """19-6171: 78.125 uV a step; version 001x; after a reset its flag is set."""
    bus = Bus("max17048", charge_pct=100.0)
    assert bus.read(2, 0x02) == (53_760).to_bytes(2, "big")  # 4.2 V
    assert bus.read(2, 0x08)[1] & 0xF0 == 0x10
    bus.write(0x1A, 0x00)
    with pytest.raises(OSError, match="Remote I/O"):
        bus.write(0xFE, 0x54, 0x00)
    assert bus.read(1, 0x1A) == b"\x01"
