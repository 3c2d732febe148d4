"""The first value of a chip is not there before its first measurement is over."""

import pytest

from tests.sim.programs.chip_bus import Bus


def test_the_first_light_of_a_tsl2561_and_a_bh1750_takes_its_time():
    """TSL2561, table 6: 402 ms, and anew with another time; BH1750: 120 ms, until then what was there before."""
    bus = Bus("tsl2561", light_lux=100.0)
    bus.write(0x80, 0x03)
    assert bus.read(2, 0xAC) == b"\x00\x00"
    assert bus.said == ["script.chip_too_early"]
    bus.pi.clock.sleep(0.41)
    light = bus.read(2, 0xAC)
    assert light != b"\x00\x00"
    bus.write(0x81, 0x01)
    assert bus.read(2, 0xAC) == light  # the last one until the next is over
    bus.pi.clock.sleep(0.11)
    assert abs(int.from_bytes(bus.read(2, 0xAC), "little") - 0.252 * int.from_bytes(light, "little")) <= 1  # table 6
    bus = Bus("bh1750", light_lux=100.0)
    bus.write(0x10)
    assert bus.read(2) == b"\x00\x00"
    assert bus.said == ["script.chip_too_early"]
    bus.pi.clock.sleep(0.13)
    assert bus.read(2) == (120).to_bytes(2)
    bus.set(light_lux=200.0)
    bus.pi.clock.sleep(0.13)
    bus.write(0x10)
    assert bus.read(2) == (240).to_bytes(2)


def test_an_htu21d_does_not_acknowledge_while_it_measures():
    """HTU21D, section "Conversion time": 44 ms for 14 bits, typically; the other command holds the clock."""
    bus = Bus("htu21d")
    bus.write(0xF3)
    bus.pi.clock.sleep(0.02)
    with pytest.raises(OSError, match="Remote I/O"):
        bus.read(3)
    assert bus.said == ["script.chip_still_busy"]
    bus.pi.clock.sleep(0.03)
    assert len(bus.read(3)) == 3
    assert len(bus.read(3, 0xE3)) == 3


def test_an_ads1015_gives_twelve_bits():
    """SBAS473, section 9.5.4: the code stands in the upper twelve bits."""
    bus = Bus("ads1015")
    bus.chip.inputs[0] = lambda: 1.2345
    bus.write(0x01, 0xC3, 0x83)
    word = int.from_bytes(bus.read(2, 0x00))
    assert word & 0x000F == 0
    assert word / 32768 * 4.096 == pytest.approx(1.2345, abs=0.002)


def test_an_adt7410_takes_240_ms_for_each_value():
    """ADT7410, section "Operating modes": once, each second, off; the status says whether there is a new value."""
    bus = Bus("adt7410", temperature_c=20.0)
    assert (bus.read(2, 0x00), bus.read(1, 0x02)) == (b"\x0a\x00", b"\x80")
    bus.set(temperature_c=30.0)
    bus.pi.clock.sleep(0.1)
    assert bus.read(2, 0x00) == b"\x0a\x00"  # the old value still
    bus.pi.clock.sleep(0.15)
    assert (bus.read(1, 0x02), bus.read(2, 0x00)) == (b"\x00", b"\x0f\x00")
    bus.write(0x03, 0x20)  # once
    bus.set(temperature_c=40.0)
    assert bus.read(2, 0x00) == b"\x0f\x00"
    assert bus.said == ["script.chip_too_early"]
    bus.pi.clock.sleep(0.25)
    assert (bus.read(2, 0x00), bus.read(1, 0x03)) == (b"\x14\x00", b"\x60")
    bus.set(temperature_c=50.0)
    bus.pi.clock.sleep(1)
    assert bus.read(2, 0x00) == b"\x14\x00"  # it is off
    bus.write(0x2F)
    assert bus.read(2, 0x00) == b"\x00\x00"
    bus.pi.clock.sleep(0.007)
    assert bus.read(2, 0x00) == b"\x19\x00"


def test_a_single_measurement_of_a_bh1750_stays_and_switches_it_off():
    """BH1750FVI, instruction set: 0x20, 0x21 and 0x23 measure once; a reset needs power."""
    bus = Bus("bh1750", light_lux=100.0)
    bus.write(0x20)
    bus.pi.clock.sleep(0.13)
    bus.set(light_lux=500.0)
    assert bus.read(2) == (120).to_bytes(2)
    bus.write(0x07)
    assert bus.read(2) == (120).to_bytes(2)  # it is off: no reset
    bus.write(0x23)
    bus.pi.clock.sleep(0.02)
    assert bus.read(2) == (600).to_bytes(2)
    bus.write(0x01)
    bus.write(0x07)
    assert bus.read(2) == b"\x00\x00"
    bus.write(0x21)
    assert bus.read(2) == b"\x00\x00"
    bus.pi.clock.sleep(0.13)
    assert bus.read(2) == (1200).to_bytes(2)
