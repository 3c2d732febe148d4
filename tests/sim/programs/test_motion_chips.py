"""Chips that feel how they are held and moved answer with the bytes of their data sheets."""

from struct import unpack

import pytest

from tests.sim.programs.chip_bus import Bus


def test_a_lis3dh_gives_values_of_8_10_and_12_bits_and_moves_on_only_with_bit_7():
    """LIS3DH, table 4: 1 mg a step with 12 bits at 2 g, 12 mg at 16 g; section 6.1.1: the pointer's top bit."""
    bus = Bus("lis3dh", accel_x_g=-0.5, accel_z_g=1.0)
    assert bus.read(1, 0x0F) == b"\x33"
    assert bus.read(6, 0xA8) == bytes(6)
    assert bus.said == ["script.chip_asleep"]
    bus.write(0x20, 0x57)
    assert unpack("<3h", bus.read(6, 0xA8)) == (-125 << 6, 0, 250 << 6)  # 4 mg
    assert bus.read(2, 0x2D) == b"\x3e\x3e"  # the same register twice
    bus.write(0x23, 0x08)
    assert unpack("<3h", bus.read(6, 0xA8)) == (-500 << 4, 0, 1000 << 4)
    bus.write(0x23, 0x78)  # 16 g, high byte first
    assert unpack(">3h", bus.read(6, 0xA8)) == (-42 << 4, 0, 83 << 4)
    bus.write(0x20, 0x5F)
    bus.write(0x23, 0x00)
    assert unpack("<3h", bus.read(6, 0xA8)) == (-31 << 8, 0, 62 << 8)  # 16 mg
    assert bus.read(1, 0x27) == b"\x0f"
    bus.set(accel_z_g=9.0)
    assert bus.read(1, 0x2D) == b"\x7f"


@pytest.mark.parametrize(
    ("kind", "steps"), [("lis331dlh", (1000, 500, 256)), ("lis331hh", (333, 167, 83)), ("h3lis331dl", (20, 10, 5))]
)
def test_the_lis331_family_has_twelve_bits_and_its_own_ranges(kind, steps):
    """Tables "Mechanical characteristics": 1, 2, 3.9 mg; 3, 6, 12 mg; 49, 98, 195 mg."""
    bus = Bus(kind)
    assert bus.read(1, 0x0F) == b"\x32"
    bus.write(0x20, 0x27)
    for scale, counts in zip((0x00, 0x10, 0x30), steps, strict=True):
        bus.write(0x23, scale)
        assert int.from_bytes(bus.read(2, 0xAC), "little", signed=True) == counts << 4


def test_an_mma8452_has_12_bits_an_mma8451_14_and_the_range_needs_standby():
    """MMA8452Q, tables 9 to 14 and section 6.1: 1024 counts at +-2 g, 256 at +-8 g."""
    bus = Bus("mma8452", accel_y_g=-0.25)
    assert bus.read(1, 0x0D) == b"\x2a"
    assert bus.read(7, 0x00) == bytes(7)
    assert bus.said == ["script.chip_asleep"]
    bus.write(0x2A, 0x01)
    bus.write(0x0E, 0x02)  # not while it is active
    assert unpack(">B3h", bus.read(7, 0x00)) == (0x0F, 0, -256 << 4, 1024 << 4)
    bus.write(0x2A, 0x00)
    bus.write(0x0E, 0x02)
    bus.write(0x2A, 0x03)  # eight bits
    assert bus.read(4, 0x01) == b"\x00\xfc\x10\x0f"
    bus.write(0x2B, 0x40)
    assert bus.read(1, 0x2A) == b"\x00"
    bus = Bus("mma8451")
    bus.write(0x2A, 0x01)
    assert bus.read(2, 0x05) == (4096 << 2).to_bytes(2)


def test_an_mma7660_has_six_bits():
    """MMA7660FC, table "Acceleration vs. 6-bit": 21.33 counts a g."""
    bus = Bus("mma7660", accel_x_g=-1.0)
    bus.write(0x07, 0x01)
    assert bus.read(3, 0x00) == b"\x2b\x00\x15"


def test_an_mpu9250_has_a_compass_that_is_reached_through_it():
    """RM-MPU-9250A-00, sections 4.23 and 4.38; AK8963, tables 8.2 to 8.3: 0.15 uT a step, Q: no value before a mode."""
    bus = Bus("mpu9250", accel_x_g=0.5, temperature_c=31.0)
    assert (bus.read(1, 0x75), bus.read(1, 0x6B)) == (b"\x71", b"\x01")
    assert unpack(">4h", bus.read(8, 0x3B)) == (8192, 0, 16384, 3339)
    inner = Bus("ak8963", heading_deg=90.0)
    assert inner.read(1, 0x00) == b"\x48"  # alone on a board nobody closes the way
    assert inner.read(7, 0x03) == bytes(7)
    assert inner.said == ["script.chip_asleep"]
    inner.write(0x0A, 0x16)
    assert inner.read(1, 0x02) == b"\x01"
    assert unpack("<3hB", inner.read(7, 0x03)) == (253, 0, 173, 0x10)
    inner.write(0x0A, 0x01)  # once, 14 bits
    inner.set(heading_deg=0.0)
    assert unpack("<3h", inner.read(6, 0x03)) == (253, 0, 173)
    inner.pi.clock.sleep(0.01)
    assert unpack("<3h", inner.read(6, 0x03)) == (0, 63, 43)
    assert inner.read(1, 0x0A) == b"\x00"


def test_the_way_to_the_compass_of_an_mpu9250_must_be_opened(run, notices):
    run(
        """
        import smbus
        MPU9250, AK8963 = 0x68, 0x0C
        bus = smbus.SMBus(1)
        bus.write_byte_data(MPU9250, 0x6B, 0)
        try:
            bus.read_byte_data(AK8963, 0x00)
        except OSError:
            bus.write_byte_data(MPU9250, 0x37, 0x02)
        assert bus.read_byte_data(AK8963, 0x00) == 0x48
        """
    )
    assert [each.values["by"] for each in notices if each.key == "script.ak8963_closed"] == [0x68]
