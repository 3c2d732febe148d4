"""Chips that feel what is near them or how they are turned answer with the bytes of their data sheets."""

from math import sqrt
from struct import unpack

import pytest

from sim.programs.parts.catalog import KINDS
from sim.programs.parts.kind import Talk
from tests.sim.programs.chip_bus import Bus


def test_a_vcnl4010_measures_on_demand_and_by_itself():
    """83462, registers #0, #1, #3, #5 to #8: 0.25 lx a count, 10 mA a step of the lamp's current."""
    bus = Bus("vcnl4010", light_lux=100.0, distance_m=0.01)
    assert (bus.read(2, 0x80), bus.read(2, 0x85)) == (b"\x80\x21", b"\x00\x00")
    bus.write(0x80, 0x10)
    assert (bus.read(1, 0x80), bus.read(2, 0x85)) == (b"\x80", b"\x00\x00")
    assert bus.said == ["script.chip_asleep", "script.chip_too_early"]
    bus.pi.clock.sleep(0.11)
    assert (bus.read(1, 0x80), bus.read(2, 0x85), bus.read(1, 0x80)) == (b"\xc0", (400).to_bytes(2), b"\x80")
    bus.write(0x83, 20)
    bus.write(0x80, 0x08)
    bus.pi.clock.sleep(0.001)
    assert (bus.read(1, 0x80), bus.read(2, 0x87)) == (b"\xa0", (22000).to_bytes(2))
    bus.set(distance_m=0.02, light_lux=50.0)
    assert bus.read(2, 0x87) == (22000).to_bytes(2)  # it was asked once
    bus.write(0x80, 0x07)
    bus.pi.clock.sleep(0.11)
    assert (bus.read(2, 0x87), bus.read(2, 0x85)) == ((7000).to_bytes(2), (200).to_bytes(2))
    bus.set(light_lux=25.0)
    assert bus.read(2, 0x85) == (100).to_bytes(2)
    bus.write(0x89, 0x08)  # a flag for each value of what is near
    bus.read(1, 0x80)
    assert bus.read(1, 0x8E) == b"\x08"


def test_a_vcnl4040_has_words_with_the_low_byte_first():
    """84274: ID 0x0186; 0.1 lx a step at 80 ms; both parts are off after power-on; twelve bits or sixteen."""
    bus = Bus("vcnl4040", light_lux=100.0, distance_m=0.005)
    assert bus.read(2, 0x0C) == b"\x86\x01"
    assert (bus.read(2, 0x09), bus.read(2, 0x08)) == (b"\x00\x00", b"\x00\x00")
    bus.write(0x00, 0x40, 0x00)  # 160 ms
    bus.pi.clock.sleep(0.1)
    assert bus.read(2, 0x09) == b"\x00\x00"
    assert bus.said == ["script.chip_asleep", "script.chip_asleep", "script.chip_too_early"]
    bus.pi.clock.sleep(0.07)
    assert bus.read(2, 0x09) == (2000).to_bytes(2, "little")
    bus.write(0x04, 0x00, 0x07)  # 200 mA
    bus.write(0x03, 0x00, 0x00)
    assert bus.read(2, 0x08) == (4095).to_bytes(2, "little")
    bus.write(0x03, 0x00, 0x08)
    assert bus.read(2, 0x08) == (8000).to_bytes(2, "little")


def test_an_as5600_gives_the_angle_raw_and_within_a_range():
    """AS5600, figure 21 and section "Angle programming": 4096 steps a turn, or of the range."""
    bus = Bus("as5600", angle_deg=90.0)
    assert bus.read(1, 0x0B) == b"\x20"
    assert (bus.read(4, 0x0C), bus.read(2, 0x0E)) == (b"\x04\x00\x04\x00", b"\x04\x00")  # the same word again
    bus.write(0x01, 0x02, 0x00, 0x06, 0x00)  # from 45 to 135 degrees
    assert bus.read(2, 0x0E) == b"\x08\x00"
    assert bus.read(2, 0x0C) == b"\x04\x00"
    bus.set(angle_deg=140.0)
    assert bus.read(2, 0x0E) == b"\x0f\xff"
    bus.set(angle_deg=40.0)
    assert bus.read(2, 0x0E) == b"\x00\x00"
    bus.write(0x03, 0x00, 0x00)
    assert bus.read(2, 0x0E) == (int(40 / 360 * 4096) - 512 & 0x0FFF).to_bytes(2)
    bus.write(0xFF, 0x80)
    assert bus.said == ["script.not_modeled"]


def test_a_bno055_computes_in_its_fusion_mode_alone():
    """BST-BNO055-DS000, tables 3-5, 3-17 to 3-37, 4-2: 100 a m/s², 16 a degree, 16 a microtesla, 2^14 is one."""
    felt = {"accel_y_g": 0.5, "accel_z_g": sqrt(0.75), "gyro_z_dps": 10.0, "heading_deg": 90.0, "temperature_c": 25.0}
    bus = Bus("bno055", **felt)
    assert bus.read(7, 0x00) == bytes.fromhex("a0fb320f110315")
    assert bus.read(6, 0x1A) == bytes(6)
    assert bus.said == ["script.chip_asleep"]
    bus.write(0x3D, 0x07)  # three sensors without fusion
    bus.pi.clock.sleep(0.03)
    assert unpack("<3h", bus.read(6, 0x08)) == (0, 490, 849)
    assert (unpack("<3h", bus.read(6, 0x14)), bus.read(6, 0x1A)) == ((0, 0, 160), bytes(6))
    assert bus.read(1, 0x39) == b"\x06"
    bus.write(0x3B, 0x04)  # radians: not in this mode
    bus.write(0x3D, 0x00)
    bus.write(0x3B, 0x00)
    bus.write(0x3D, 0x0C)
    assert bus.read(6, 0x1A) == bytes(6)
    bus.pi.clock.sleep(0.03)
    assert unpack("<3h", bus.read(6, 0x1A)) == (1440, 0, 480)
    assert (bus.read(2, 0x34), bus.read(1, 0x39)) == (b"\x19\xff", b"\x05")
    assert unpack("<3h", bus.read(6, 0x0E)) == (0, 608, -416)
    quaternion = unpack("<4h", bus.read(8, 0x20))
    assert sum((each / 16384) ** 2 for each in quaternion) == pytest.approx(1.0, abs=0.001)
    assert unpack("<6h", bus.read(12, 0x28)) == (0, 0, 0, 0, 490, 849)
    bus.write(0x07, 0x01)
    assert bus.read(1, 0x08) == b"\x0d"
    bus.write(0x07, 0x00)
    bus.write(0x3F, 0x20)
    with pytest.raises(OSError, match="Remote I/O"):
        bus.read(1, 0x00)
    bus.pi.clock.sleep(0.7)
    assert bus.read(1, 0x3D) == b"\x00"


@pytest.mark.parametrize(
    ("address", "sent", "asked", "words", "best"),
    [
        (0x29, [0x3D, 0x0C], 0, "", "bno055"),
        (0x29, [0x00], 1, "bno055", "bno055"),
        (0x29, [0xC0], 1, "", "vl53l0x"),
        (0x60, [0x0C], 2, "", "vcnl4040"),
        (0x60, [0x00, 0x21], 0, "", "pca9685"),
        (0x36, [0x0C], 2, "", "as5600"),
        (0x13, [0x81], 1, "", "vcnl4010"),
    ],
)
def test_the_first_bytes_tell_these_from_others(address, sent, asked, words, best):
    talk = Talk(address, [(bytes(sent), asked)], frozenset(words.split()))
    here = [kind for kind in KINDS.values() if address in kind.addresses]
    assert max(here, key=lambda kind: kind.fits(talk)).name == best


def test_nobody_answers_for_a_soil_sensor_or_a_battery_gauge_where_an_as5600_could_be():
    fits = KINDS["as5600"].fits
    assert fits(Talk(0x36, [(b"\x0f\x10", 0), (b"", 2)], frozenset())) == 0.0
    assert fits(Talk(0x36, [(b"\x02", 2), (b"\x04", 2)], frozenset())) == 0.0
