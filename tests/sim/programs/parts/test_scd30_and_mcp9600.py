"""SCD30 and MCP9600 answer with the bytes of their data sheets."""

import pytest

from sim.chips.sht31 import with_crc
from tests.sim.programs.chip_bus import Bus


def test_an_scd30_gives_the_example_of_its_description_once():
    """Interface Description SCD30, section 1.4.5: 439.09 ppm, 27.2 °C, 48.8 %, with their checksums."""
    bus = Bus("scd30", co2_ppm=439.09515, temperature_c=27.23828, humidity_pct=48.806744)
    bus.write(0x00, 0x10, *with_crc(0))
    bus.pi.clock.sleep(1.9)
    bus.write(0x02, 0x02)
    assert bus.read(3) == with_crc(0)
    bus.pi.clock.sleep(0.2)
    bus.write(0x02, 0x02)
    assert bus.read(3) == with_crc(1) == b"\x00\x01\xb0"
    bus.write(0x03, 0x00)
    assert bus.read(18) == bytes.fromhex("43DBCB 8C2E8F 41D970 E7FFF5 4243BF 3A1B74")
    bus.write(0x03, 0x00)
    with pytest.raises(OSError, match="Remote I/O"):
        bus.read(18)


def test_an_scd30_measures_as_often_as_it_is_told_and_not_after_a_stop():
    bus = Bus("scd30", co2_ppm=700.0, temperature_c=20.0, humidity_pct=50.0)
    bus.write(0x46, 0x00, *with_crc(10))
    bus.write(0x00, 0x10, *with_crc(0))
    bus.pi.clock.sleep(9.0)
    bus.write(0x02, 0x02)
    assert bus.read(3) == with_crc(0)
    bus.write(0x01, 0x04)
    bus.pi.clock.sleep(9.0)
    bus.write(0x02, 0x02)
    assert bus.read(3) == with_crc(0)
    bus.write(0xD3, 0x04)
    with pytest.raises(OSError, match="Remote I/O"):  # it begins anew
        bus.write(0x46, 0x00)
    bus.pi.clock.sleep(0.1)
    bus.write(0x46, 0x00)
    assert bus.read(3) == with_crc(10)


def test_an_scd30_keeps_the_pressure_that_it_corrects_by():
    bus = Bus("scd30")
    bus.write(0x00, 0x10, *with_crc(1011))
    bus.write(0x00, 0x10)
    assert bus.read(3) == with_crc(1011)


def test_an_mcp9600_gives_sixteenths_of_a_degree_in_two_s_complement():
    """DS20005426, section 5.1.1: both bytes times 16 and over 16, negative numbers from 0x8000 on."""
    bus = Bus("mcp9600", temperature_c=1250.0625)
    assert bus.read(2, 0x20)[:1] == b"\x40"
    assert bus.read(2, 0x00) == b"\x4e\x21"
    assert bus.read(2, 0x02) == b"\x01\xb0"
    bus.set(temperature_c=-0.0625)
    bus.pi.clock.sleep(0.5)
    assert bus.read(2, 0x00) == b"\xff\xff"
    assert bus.read(2, 0x01) == b"\xfe\x4f"


def test_an_mcp9600_sets_its_flag_with_each_value_and_rests_after_a_burst():
    bus = Bus("mcp9600", temperature_c=100.0)
    assert bus.read(1, 0x04) == b"\x40"
    bus.write(0x04, 0x00)
    assert bus.read(1, 0x04) == b"\x00"
    bus.write(0x06, 0x62)  # twelve bits, burst
    bus.pi.clock.sleep(0.01)
    assert bus.read(1, 0x04) == b"\x40"
    assert bus.read(1, 0x06) == b"\x61"
    bus.set(temperature_c=200.0)
    bus.pi.clock.sleep(1.0)
    assert bus.read(2, 0x00) == b"\x06\x40"
