"""Chips on I2C answer with the bytes of their data sheets, and say what they cannot answer."""

from struct import pack, unpack

import pytest

from sim.chips.sht31 import with_crc
from sim.programs.parts.catalog import KINDS
from sim.programs.parts.i2c.weather import bmp180, bosch, htu21d, mlx90614
from sim.programs.parts.kind import Talk
from tests.sim.programs.chip_bus import Bus


def test_the_example_of_the_bmp280_data_sheet_comes_out_both_ways():
    """BST-BMP280-DS001, section 3.12: 25.08 °C and 100653 Pa."""
    fine = bosch.fine_of(519888)
    assert fine / 5120 == pytest.approx(25.08, abs=0.005)
    assert bosch.pascal_of(415148, fine) == pytest.approx(100653.27, abs=0.3)
    assert bosch.raw_temperature(fine / 5120) == pytest.approx(519888, abs=1)
    assert bosch.raw_pressure(100653.27, fine) == pytest.approx(415148, abs=1)
    assert bosch.calibration_block()[:6] == pack("<Hhh", 27504, 26435, -1000)


def test_a_bme280_gives_back_what_is_in_the_air_and_keeps_it_in_forced_mode():
    bus = Bus("bme280", temperature_c=-12.3, pressure_hpa=870.0, humidity_pct=14.0)
    assert bus.read(1, 0xD0) == b"\x60"
    bus.write(0xF4, 0xB5)
    bus.write(0xF2, 0x05)
    assert bus.read(2, 0xFD) == b"\x80\x00"  # section 5.4.3: it counts from the next start on
    bus.write(0xF4, 0xB5)
    bus.set(humidity_pct=90.0)
    data = bus.read(8, 0xF7)
    fine = bosch.fine_of(int.from_bytes(data[3:6]) >> 4)
    assert fine / 5120 == pytest.approx(-12.3, abs=0.01)
    assert bosch.pascal_of(int.from_bytes(data[:3]) >> 4, fine) == pytest.approx(87000, abs=2)
    assert bosch.humidity_of(int.from_bytes(data[6:]), fine) == pytest.approx(14.0, abs=0.05)
    assert bus.read(1, 0xF4) == b"\xb4"  # asleep again
    bus.write(0xF4, 0xB7)
    assert bus.read(8, 0xF7)[6:] != data[6:]
    bus.write(0xE0, 0xB6)
    assert bus.read(8, 0xF7) == bytes.fromhex("8000008000008000")


def test_the_example_of_the_bmp180_data_sheet_comes_out():
    """BST-BMP180-DS000, figure 4: 15.0 °C and 69964 Pa at an oversampling of 0."""
    fine = bmp180.fine_of(27898)
    assert (fine + 8) / 160 == pytest.approx(15.0, abs=0.05)
    assert bmp180.pascal_of(23843, fine, 0) == pytest.approx(69964, abs=5)


def test_an_mpu6050_sleeps_until_it_is_woken_and_scales_with_its_range():
    """RM-MPU-6000A-00, sections 4.17 to 4.19 and 4.28."""
    bus = Bus("mpu6050", accel_x_g=-1.5, gyro_y_dps=100.0, temperature_c=36.53)
    assert (bus.read(1, 0x75), bus.read(1, 0x6B)) == (b"\x68", b"\x40")
    assert bus.read(14, 0x3B) == bytes(14)
    assert bus.said == ["script.chip_asleep"]
    bus.write(0x6B, 0)
    assert unpack(">7h", bus.read(14, 0x3B)) == (-24576, 0, 16384, 0, 0, 13100, 0)
    bus.write(0x1B, 0x18, 0x18)  # 2000 degrees a second, 16 g
    assert unpack(">7h", bus.read(14, 0x3B)) == (-3072, 0, 2048, 0, 0, 1640, 0)
    bus.set(accel_x_g=-17.0)
    assert bus.read(2, 0x3B) == b"\x80\x00"
    bus.write(0x6B, 0x40)
    bus.set(accel_x_g=0.0)
    assert bus.read(2, 0x3B) == b"\x80\x00"  # asleep, it keeps what it had


def test_the_fifo_of_an_mpu6050_fills_with_time_and_its_motion_processor_has_packets():
    """RM-MPU-6000A-00, sections 4.6, 4.27, 4.30 and 4.31; the loading and waiting of i2cdevlib."""
    bus = Bus("mpu6050", accel_x_g=0.5, accel_z_g=0.866)
    bus.write(0x6B, 0)
    bus.write(0x19, 4)
    bus.write(0x1A, 3)  # filtered: 1000 Hz / 5
    bus.write(0x23, 0x08)
    bus.write(0x6A, 0x40)
    bus.pi.clock.sleep(0.0151)
    assert bus.read(2, 0x72) == b"\x00\x12"
    assert unpack(">3h", bus.read(6, 0x74)) == (8192, 0, 14189)
    bus.pi.clock.sleep(10)
    assert bus.read(1, 0x3A) == b"\x11"
    assert bus.read(2, 0x72) == b"\x04\x00"
    bus.write(0x6D, 0x02)
    bus.write(0x6E, 0xFE)
    bus.write(0x6F, 0xAA, 0xBB)
    bus.write(0x6E, 0xFF)
    assert bus.read(1, 0x6F) == b"\xbb"
    bus.write(0x6A, 0xC4)
    assert bus.read(2, 0x72) == b"\x00\x00"
    bus.pi.clock.sleep(0.0101)
    assert bus.read(1, 0x3A) == b"\x03"
    w, x, y, z = unpack(">hxxhxxhxxhxx", bus.read(42, 0x74)[:16])
    assert 2 * (x * z - w * y) / 16384**2 == pytest.approx(0.5, abs=0.001)  # gravity along x
    assert bus.said == ["script.mpu6050_processor"]


def test_a_ds3231_keeps_the_time_in_twelve_hours_and_rings_on_a_weekday():
    """DS3231, figure 1 and table 2."""
    bus = Bus("ds3231")
    bus.write(0x00, 0x58, 0x59, 0x72, 0x03, 0x31, 0x12, 0x29)  # 12 is noon: 12:59:58 pm
    bus.write(0x0B, 0x00, 0x41, 0x43)  # alarm 2 at 1:00 am on day 3, hours of twelve: not now
    bus.write(0x07, 0x00, 0x00, 0x61, 0x43)  # alarm 1 at 1:00:00 pm on day 3
    bus.write(0x0F, 0x00)
    assert bus.read(1, 0x0F) == b"\x00"
    bus.pi.clock.sleep(3)
    assert bus.read(7, 0x00).hex() == "01006103311229"
    assert bus.read(1, 0x0F) == b"\x01"
    bus.write(0x0F, 0x00)
    assert bus.read(1, 0x0F) == b"\x00"
    bus.write(0x02, 0x23)  # 23:00:01 on the last day of the year
    bus.pi.clock.sleep(3600)
    assert bus.read(7, 0x00).hex() == "01000004010130"
    bus.set(temperature_c=-5.25)
    assert bus.read(2, 0x11) == b"\xfa\xc0"


def test_a_vl53l0x_takes_its_time_and_sees_nothing_far_away():
    bus = Bus("vl53l0x", distance_m=0.123)
    assert bus.read(3, 0xC0) == b"\xee\xaa\x10"
    bus.write(0x00, 0x02)
    assert bus.read(1, 0x13) == b"\x00"
    bus.pi.clock.sleep(0.04)
    assert bus.read(1, 0x13) == b"\x04"
    assert bus.read(12, 0x14) == bytes((0x59, *bytes(9), 0, 123))
    bus.write(0x0B, 0x01)
    bus.set(distance_m=2.5)
    assert bus.read(1, 0x13) == b"\x00"
    assert bus.read(12, 0x14)[10:] == b"\x00\x7b"
    bus.pi.clock.sleep(0.04)
    assert (bus.read(1, 0x14)[0] >> 3 & 0x0F, bus.read(2, 0x1E)) == (4, (8190).to_bytes(2))


def test_checksums_are_those_of_the_data_sheets():
    assert htu21d.checksum(b"\x68\x3a") == 0x7C
    assert mlx90614.checksum(b"\xb4\x07\xb5\xd2\x3a") == 0x30
    bus = Bus("mlx90614", object_temperature_c=37.73)
    low, high, pec = bus.read(3, 0x07)
    assert (high << 8 | low) * 0.02 - 273.15 == pytest.approx(37.73)
    assert pec == mlx90614.checksum(bytes((0xB4, 0x07, 0xB5, low, high)))


def test_inputs_of_an_mcp23017_are_pulled_pressed_and_turned_round():
    """DS20001952, table 3-3."""
    bus = Bus("mcp23017", gpa1_pressed=True, gpb7_pressed=True)
    bus.write(0x0C, 0x03)
    bus.write(0x02, 0x01)
    assert bus.read(2, 0x12) == b"\x00\x80"  # A0 turned round, A1 to ground; B7 has no pull-up
    assert bus.said == ["script.port_no_pull"]
    bus.set(gpa1_pressed=False)
    bus.write(0x04, 0x02)  # interrupts of A1, section 3.6
    bus.set(gpa1_pressed=True)
    bus.chip.world_moved()
    bus.set(gpa1_pressed=False)
    bus.chip.world_moved()
    assert (bus.read(1, 0x0E), bus.read(1, 0x10), bus.read(1, 0x0E)) == (b"\x02", b"\x01", b"\x00")
    bus.write(0x00, 0x00)
    bus.write(0x12, 0xA5)
    assert (bus.read(1, 0x14), bus.read(1, 0x12)) == (b"\xa5", b"\xa5")


def test_a_register_that_is_not_modeled_is_said_once():
    bus = Bus("mpu6050")
    assert bus.read(2, 0x0D) == b"\x00\x00"
    bus.read(1, 0x0D)
    assert bus.said == ["script.not_modeled", "script.not_modeled"]
    bus.write(0x0E, 0x05)
    assert bus.read(1, 0x0E) == b"\x05"  # what the program has written itself comes back


@pytest.mark.parametrize(
    ("address", "sent", "asked", "words", "best"),
    [
        (0x68, [0x6B, 0], 0, "", "mpu6050"),
        (0x68, [0x75], 1, "", "mpu6050"),
        (0x68, [0x00], 7, "", "ds3231"),
        (0x76, [0xD0], 1, "bme280", "bme280"),
        (0x76, [0xD0], 1, "bmp280", "bmp280"),
        (0x77, [0xE1], 7, "", "bme280"),
        (0x77, [0xAA], 2, "", "bmp180"),
        (0x77, [0xF4, 0x2E], 0, "bmp180", "bmp180"),
        (0x29, [0xC0], 1, "", "vl53l0x"),
        (0x29, [0x80, 0x03], 0, "", "tcs34725"),
        (0x29, [0xB4], 8, "", "tcs34725"),
        (0x39, [0x80, 0x03], 0, "", "tsl2561"),
        (0x48, [0x40], 0, "", "pcf8591"),
        (0x48, [0x84], 1, "", "ads7830"),
        (0x4B, [0xC4], 1, "", "ads7830"),
        (0x48, [0x01, 0xC3, 0x83], 0, "", "ads1115"),
        (0x40, [0xE3], 0, "", "htu21d"),
        (0x40, [0x00], 2, "", "ina219"),
        (0x38, [0xAC, 0x33, 0x00], 0, "", "aht20"),
        (0x38, [], 1, "", "pcf8574"),
        (0x38, [0xFE], 0, "", "pcf8574"),
        (0x23, [0x10], 0, "", "bh1750"),
        (0x23, [0x10], 32, "", "bh1750"),
        (0x20, [0x00, 0xFF, 0xFF], 0, "", "mcp23017"),
        (0x23, [0x00, 0x00], 0, "", "mcp23017"),
        (0x20, [0x12], 1, "", "mcp23017"),
        (0x20, [0xFF], 0, "", "pcf8574"),
        (0x27, [0x08], 0, "lcd", "lcd"),
        (0x20, [0x09], 1, "mcp23008", "mcp23008"),
        (0x48, [0x00], 2, "lm75", "lm75"),
        (0x1E, [0x02, 0x00], 0, "", "hmc5883l"),
    ],
)
def test_the_first_bytes_tell_who_is_meant(address, sent, asked, words, best):
    talk = Talk(address, [(bytes(sent), asked)], frozenset(words.split()))
    here = [kind for kind in KINDS.values() if address in kind.addresses]
    assert max(here, key=lambda kind: kind.fits(talk)).name == best


@pytest.mark.examples(1)
@pytest.mark.parametrize(
    ("line", "keys"),
    [
        ("bus.read_byte_data(0x68, 0x49)", ["script.plugged.set", "script.not_modeled"]),
        ("bus.read_byte_data(0x39, 0x8A)\nbus.read_byte_data(0x39, 0x92)", ["script.plugged.set", "script.not_here"]),
        (
            "TSL2561 = 0x39\nfor each in (0x8A, 0x92): bus.read_byte_data(TSL2561, each)",
            ["script.plugged.set", "script.unlike"],
        ),
        ("bus.read_word_data(0x68, 0x3B)", ["script.plugged.set", "script.chip_asleep"]),
        (
            "VL53L4CD = 0x29\ntry:\n    bus.read_byte_data(VL53L4CD, 0xC0)\nexcept OSError:\n    pass",
            ["script.nobody_named"],
        ),
        (
            "bus.read_byte_data(0x29, 0xC0)\nbus.write_byte_data(0x29, 0x8A, 0x30)",
            ["script.plugged.set", "script.plugged.set"],
        ),
        ("bus.write_byte_data(0x20, 0x04, 0x01)", ["script.plugged.press", "script.no_interrupt"]),
    ],
)
def test_what_a_chip_cannot_do_is_told(run, notices, line, keys):
    run(f"import smbus\nbus = smbus.SMBus(1)\n{line}")
    assert [each.key for each in notices] == keys


def test_a_tcs34725_has_nothing_to_tell_before_its_first_measurement_is_over():
    """TCS3472, figure 8 and table 9: 2.4 ms to wake, and 2.4 ms for each step of the integration time."""
    bus = Bus("tcs34725", red_pct=80.0)
    bus.write(0x81, 0xF6)  # ten steps
    bus.write(0x80, 0x03)
    bus.pi.clock.sleep(0.026)
    assert bus.read(1, 0x93) == b"\x00"
    assert bus.read(2, 0xB6) == b"\x00\x00"
    assert bus.said == ["script.chip_too_early"]
    bus.pi.clock.sleep(0.001)
    assert bus.read(1, 0x93) == b"\x01"
    at_gain_1 = int.from_bytes(bus.read(2, 0xB6), "little")
    bus.write(0x8F, 0x01)  # gain 4: what was measured before stays until the next one is over
    assert int.from_bytes(bus.read(2, 0xB6), "little") == at_gain_1 == 160
    bus.pi.clock.sleep(0.03)
    assert int.from_bytes(bus.read(2, 0xB6), "little") == 4 * at_gain_1


def test_an_adt7410_gives_thirteen_bits_and_sixteen():
    """ADT7410, table 5: -25 °C is E7 00 in a word with three flags; 16 bits have 1/128 °C."""
    bus = Bus("adt7410", temperature_c=-25.0)
    assert bus.read(2, 0x00) == (0x1E70 << 3).to_bytes(2, "big")
    bus.set(temperature_c=25.0078125)
    bus.write(0x03, 0x80)
    bus.pi.clock.sleep(0.25)
    assert bus.read(2, 0x00) == b"\x0c\x81"
    assert bus.read(1, 0x0B) == b"\xcb"
    bus.write(0x2F)
    bus.pi.clock.sleep(0.01)
    assert bus.read(2, 0x00) == (0x0190 << 3).to_bytes(2, "big")


def test_an_hm3301_gives_29_bytes_with_their_sum():
    """HM-3300/3600, section 5: PM2.5 in open air in bytes 12 and 13; the last byte is the sum."""
    bus = Bus("hm3301", pm1_ug_m3=5.0, pm25_ug_m3=300.0, pm10_ug_m3=7.0)
    bus.write(0x88)
    data = bus.read(29)
    assert data[12:14] == b"\x01\x2c"
    assert sum(data[:28]) & 0xFF == data[28]


def test_an_sgp30_starts_with_400_and_0_and_brings_checksums():
    """SGP30, section 6.3 and 6.6: fifteen seconds; BE EF has the checksum 92."""
    assert with_crc(0xBEEF) == b"\xbe\xef\x92"
    bus = Bus("sgp30", co2_ppm=1000.0, tvoc_ppb=70.0)
    bus.write(0x20, 0x08)
    bus.pi.clock.sleep(0.02)
    assert bus.read(6) == with_crc(400) + with_crc(0)
    assert bus.said == ["script.sgp30_not_started"]
    bus.write(0x20, 0x03)
    with pytest.raises(OSError, match="Remote I/O"):
        bus.write(0x20, 0x08)  # busy: no acknowledge
    bus.pi.clock.sleep(15.1)
    bus.write(0x20, 0x08)
    bus.pi.clock.sleep(0.02)
    assert bus.read(6) == with_crc(1000) + with_crc(70)


def test_an_scd4x_has_a_value_each_five_seconds_and_gives_it_once():
    """SCD4x, section 3.6: 1F4 ppm, 25 °C as 66 67, 37 % as 5E B9; no acknowledge without a value."""
    bus = Bus("scd4x", co2_ppm=500.0, temperature_c=25.0, humidity_pct=37.0)
    bus.write(0x21, 0xB1)
    bus.pi.clock.sleep(4.9)
    bus.write(0xE4, 0xB8)
    bus.pi.clock.sleep(0.002)
    assert bus.read(3)[:2] == b"\x80\x00"
    bus.pi.clock.sleep(0.2)
    bus.write(0xEC, 0x05)
    bus.pi.clock.sleep(0.002)
    words = [int.from_bytes(data[at : at + 2]) for data in [bus.read(9)] for at in (0, 3, 6)]
    assert words == [0x01F4, pytest.approx(0x6667, abs=1), pytest.approx(0x5EB9, abs=1)]
    bus.write(0xEC, 0x05)
    with pytest.raises(OSError, match="Remote I/O"):
        bus.read(9)
    with pytest.raises(OSError, match="Remote I/O"):
        bus.write(0x36, 0x82)  # its number, while it measures


def test_an_sht4x_measures_by_one_byte_and_takes_its_time():
    """SHT4x, section 4.6: -45 + 175 x, -6 + 125 x; 8.3 ms."""
    bus = Bus("sht4x", temperature_c=-45.0 + 175.0, humidity_pct=119.0)
    bus.write(0xFD)
    with pytest.raises(OSError, match="Remote I/O"):
        bus.read(6)
    bus.pi.clock.sleep(0.009)
    assert bus.read(6) == with_crc(0xFFFF) * 2


def test_an_mpr121_feels_fingers_only_while_it_runs():
    """MPR121, table 2: status 00 and 01, filtered data 04 on, a reset by 63 in register 80."""
    bus = Bus("mpr121", e0_pressed=True, e9_pressed=True)
    assert bus.read(2, 0x00) == b"\x00\x00"
    assert bus.said == ["script.chip_asleep"]
    assert bus.read(1, 0x5D) == b"\x24"
    bus.write(0x5E, 0x8F)
    assert bus.read(2, 0x00) == b"\x01\x02"
    touched, calm = (int.from_bytes(bus.read(2, 0x04 + 2 * foil), "little") for foil in (0, 1))
    assert touched < calm == bus.read(1, 0x1F)[0] << 2
    bus.write(0x41, 12)  # not taken while it runs
    bus.write(0x80, 0x63)
    assert bus.read(1, 0x41) == b"\x00"
