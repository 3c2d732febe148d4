"""The chips of Waveshare's Sense HAT (B) answer with the bytes of their data sheets."""

from struct import unpack

import pytest

from sim.programs.parts.catalog import KINDS
from sim.programs.parts.kind import Talk
from tests.sim.programs.chip_bus import Bus


def test_an_icm20948_has_banks_and_asks_its_compass_by_itself():
    """DS-000189, sections 7 to 10: WHO_AM_I EA; asleep at first; ranges in bank 2; slots in bank 3."""
    bus = Bus("icm20948", accel_x_g=-0.5, gyro_y_dps=100.0, temperature_c=31.0, heading_deg=90.0)
    assert (bus.read(1, 0x00), bus.read(1, 0x06)) == (b"\xea", b"\x41")
    assert bus.read(6, 0x2D) == bytes(6)
    assert bus.said == ["script.chip_asleep"]
    bus.write(0x06, 0x01)
    assert unpack(">7h", bus.read(14, 0x2D)) == (-8192, 0, 16384, 0, 13100, 0, 3339)
    bus.write(0x7F, 0x20)
    bus.write(0x14, 0x03)  # 4 g
    bus.write(0x01, 0x07)  # 2000 degrees a second
    assert bus.read(2, 0x00) == b"\x00\x07"
    bus.write(0x7F, 0x00)
    assert unpack(">6h", bus.read(12, 0x2D)) == (-4096, 0, 8192, 0, 1638, 0)
    bus.write(0x7F, 0x30)
    bus.write(0x07, 0x0C, 0x31, 0x81, 0x08)  # slot 1 writes the compass's mode
    bus.write(0x7F, 0x00)
    bus.write(0x03, 0x20)
    bus.write(0x7F, 0x30)
    bus.write(0x03, 0x8C, 0x10, 0x89)  # slot 0 reads nine bytes from ST1 on
    bus.write(0x7F, 0x00)
    found = bus.read(9, 0x3B)
    assert (found[0], unpack("<3h", found[1:7])) == (1, (0, -253, 173))
    bus.set(heading_deg=0.0)
    assert unpack("<3h", bus.read(9, 0x3B)[1:7]) == (253, 0, 173)
    bus.write(0x7F, 0x30)
    bus.write(0x13, 0x8C, 0x01, 0x80)  # the fifth slot reads one byte
    assert bus.read(3, 0x15) == b"\x00\x00\x09"
    bus.write(0x7F, 0x00)
    assert (bus.read(1, 0x17), bus.read(1, 0x17)) == (b"\x40", b"\x00")
    bus.write(0x06, 0x80)
    assert bus.read(1, 0x06) == b"\x41"


def test_the_compass_of_an_icm20948_is_reached_when_the_way_is_open(run, notices):
    run(
        """
        import smbus
        ICM20948, AK09916 = 0x68, 0x0C
        bus = smbus.SMBus(1)
        bus.write_byte_data(ICM20948, 0x06, 1)
        try:
            bus.read_byte_data(AK09916, 0x01)
        except OSError:
            bus.write_byte_data(ICM20948, 0x0F, 0x02)
        assert bus.read_byte_data(AK09916, 0x01) == 0x09
        """
    )
    assert [each.values["register"] for each in notices if each.key == "script.ak8963_closed"] == ["0x0F"]


def test_an_lps22hb_measures_once_or_again_and_again():
    """LPS22HB, sections 9.5 to 9.18: ID B1; 4096 steps a hPa, 100 a degree; status bits that reading clears."""
    bus = Bus("lps22hb", pressure_hpa=1000.0, temperature_c=-5.0)
    assert bus.read(1, 0x0F) == b"\xb1"
    assert bus.read(3, 0x28) == bytes(3)
    bus.write(0x11, 0x11)
    assert bus.read(3, 0x28) == bytes(3)
    assert bus.said == ["script.chip_asleep", "script.chip_too_early"]
    bus.pi.clock.sleep(0.02)
    assert (bus.read(1, 0x27), bus.read(1, 0x11)) == (b"\x03", b"\x10")
    assert bus.read(5, 0x28) == (4096000).to_bytes(3, "little") + (-500 & 0xFFFF).to_bytes(2, "little")
    assert bus.read(1, 0x27) == b"\x00"
    bus.set(pressure_hpa=900.0)
    bus.pi.clock.sleep(1)
    assert int.from_bytes(bus.read(3, 0x28), "little") == 4096000
    assert int.from_bytes(bus.read(3, 0xA8), "little") == 4096000  # Adafruit's library sets the highest bit
    bus.write(0x10, 0x20)  # ten a second
    bus.pi.clock.sleep(0.11)
    assert int.from_bytes(bus.read(3, 0x28), "little") == 3686400


@pytest.mark.parametrize(
    ("address", "sent", "asked", "words", "best"),
    [
        (0x5C, [0x0F], 1, "", "lps22hb"),
        (0x5C, [0x11, 0x01], 0, "", "lps22hb"),
        (0x5C, [0x11], 0, "", "bh1750"),
        (0x5C, [0x03, 0x00, 0x04], 0, "", "am2320"),
        (0x68, [0x7F, 0x20], 0, "", "icm20948"),
        (0x5C, [0x8F], 1, "", "lps22hb"),
        (0x68, [0x6B, 0x00], 0, "", "mpu6050"),
        (0x68, [0x00], 7, "", "ds3231"),
        (0x0C, [0x31, 0x08], 0, "", "ak09916"),
        (0x0C, [0x0A, 0x16], 0, "", "ak8963"),
    ],
)
def test_the_first_bytes_tell_these_from_others(address, sent, asked, words, best):
    talk = Talk(address, [(bytes(sent), asked)], frozenset(words.split()))
    here = [kind for kind in KINDS.values() if address in kind.addresses]
    assert max(here, key=lambda kind: kind.fits(talk)).name == best
