"""What is on Grove boards: an LCD with a colored light, drivers of motors; and chips that are told from others."""

import pytest

from sim.programs.parts.catalog import KINDS
from sim.programs.parts.kind import SPI, Talk
from tests.sim.programs.chip_bus import Bus


def test_a_grove_lcd_takes_a_control_byte_before_each_instruction_and_letter():
    bus = Bus("grove_lcd")
    for instruction in (0x01, 0x0C, 0x28, 0xC0):
        bus.write(0x80, instruction)
    bus.write(0x40, ord("H"))
    bus.write(0x40, *b"i!")
    bus.write(0x80, 0x80, 0x40, *b"up")
    assert bus.chip.lines == ("up", "Hi!")


def test_the_light_of_a_grove_lcd_is_driven_by_three_registers():
    """PCA9633, tables 5 and 10: with 10 in LEDOUT the brightness is the register's share of 256."""
    bus = Bus("pca9633")
    driven = {}
    bus.chip.on_drive = lambda wire, level: driven.update({wire: level})
    bus.write(0x04, 0x80)
    assert driven == {}  # asleep
    bus.write(0x00, 0x00)
    bus.write(0x08, 0xAA)
    assert driven["part_red"] == 0.5
    bus.write(0x82, 0x40, 0x20)
    assert (driven["part_blue"], driven["part_green"]) == (0.25, 0.125)
    bus.write(0x08, 0x04)
    assert (driven["part_green"], driven["part_red"]) == (1.0, 0.0)


def test_two_motors_turn_as_the_grove_driver_is_told():
    """Seeed's protocol: two speeds, then two bits of direction for each motor."""
    bus = Bus("grove_motor")
    for pair, direction in (((255, 51), 0b1010), ((255, 51), 0b0101), ((0, 0), 0b1010)):
        bus.write(0x82, *pair)
        bus.write(0xAA, direction, 0x01)
        bus.pi.clock.sleep(1)
    assert bus.chip.as_json() == {"m1": {"speeds": [1.0, -1.0, 0.0]}, "m2": {"speeds": [0.2, -0.2, 0.0]}}
    bus.write(0x1A, 0x01, 0x10)
    assert bus.said == ["script.grove_motor.stepper"]


def test_a_drv8830_turns_by_its_voltage():
    """SLVSAB2, tables 2 and 4: IN1 alone is forward; below 0x06 it is off."""
    bus = Bus("drv8830")
    for value in (0x3F << 2 | 1, 0x20 << 2 | 2, 0x05 << 2 | 1):
        bus.write(0x00, value)
        bus.pi.clock.sleep(1)
    assert bus.chip.as_json() == {"m1": {"speeds": [1.0, -0.5079, 0.0]}}
    assert bus.read(1, 0x01) == b"\x00"


@pytest.mark.parametrize(
    ("address", "sent", "asked", "words", "best"),
    [
        (0x18, [0x0F], 1, "", "lis3dh"),
        (0x18, [0x05], 2, "", "mcp9808"),
        (0x19, [0xA8], 6, "lis331hh", "lis331hh"),
        (0x1D, [0x0D], 1, "", "mma8452"),
        (0x1D, [0x2A, 0x01], 0, "mma8451", "mma8451"),
        (0x1D, [0x2D, 0x08], 0, "", "adxl345"),
        (0x4C, [0x07, 0x01], 0, "", "mma7660"),
        (0x4C, [0x40], 1, "", "pcf8591"),
        (0x68, [0x75], 1, "mpu9250", "mpu9250"),
        (0x68, [0x6B, 0x00], 0, "mpu6050", "mpu6050"),
        (0x3E, [0x80, 0x01], 0, "", "grove_lcd"),
        (0x62, [0x08, 0xAA], 0, "", "pca9633"),
        (0x62, [0xFE, 0x79], 0, "", "pca9685"),
        (0x60, [0x00, 0xFD], 0, "", "drv8830"),
        (0x60, [0x00, 0x21], 0, "", "pca9685"),
        (0x53, [0x00], 1, "", "adxl345"),
        (0x53, [0x2D, 0x08], 0, "", "adxl345"),
        (0x53, [0x00], 1, "eeprom", "at24c02"),
        (0x29, [0x00], 1, "", "bno055"),
        (0x68, [0x03], 7, "", "pcf8523"),
        (0x48, [0x00], 2, "", "lm75"),
    ],
)
def test_the_first_bytes_tell_these_from_others(address, sent, asked, words, best):
    talk = Talk(address, [(bytes(sent), asked)], frozenset(words.split()))
    here = [kind for kind in KINDS.values() if address in kind.addresses]
    assert max(here, key=lambda kind: kind.fits(talk)).name == best


@pytest.mark.parametrize(
    ("address", "talk"),
    [
        (0x38, [([0x00], 16)]),  # FT6236
        (0x60, [([0x00, 0x00], 0), ([0x14, 0xFF], 0), ([0x02, 0x80], 0)]),  # TLC59116
        (0x6B, [([0x0B], 1)]),  # BQ25895
        (0x6A, [([0x02, 0x1D], 0), ([0x0E], 1)]),  # the same
        (0x2C, [([0x00, 0x80], 0)]),  # AD5245
        (0x2A, [([0x03], 2)]),  # nothing that is known
        (0x39, [([0x00], 1)]),  # the same
        (0x40, [([0x0A], 2)]),
        (0x33, [([0x0D], 1)]),
    ],
)
def test_nobody_answers_for_a_chip_that_is_not_here(address, talk):
    spoken = Talk(address, [(bytes(sent), asked) for sent, asked in talk], frozenset())
    found = {kind.name: kind.fits(spoken) for kind in KINDS.values() if address in kind.addresses}
    assert not any(found.values()), found


@pytest.mark.parametrize(
    ("talk", "words", "best"),
    [
        ([[0x38, 0x00]], "", None),  # MCP4921
        ([[0x78, 0x00]], "mcp4922", None),
        ([[0x42, 0x00], [0x81, 0x80]], "", None),  # RFM95
        ([[0xF5, 0x00]], "", None),  # MPU9250
        ([[0x9F, 0x00, 0x00, 0x00]], "", None),  # W25Q32
        ([[0x40, 0x00, 0x00], [0x40, 0x12, 0xFF]], "mcp23s17", None),
        ([[0x80, 0xC2]], "", None),  # MAX31865
        ([[0x00] * 36], "", None),  # TLC5947
        ([[0x01, 0x80, 0x00]], "", "mcp3008"),
        ([[0x06, 0x40, 0x00]], "", "mcp3208"),
        ([[0x68, 0x00]], "", "mcp3002"),
        ([[0x02, 0x0F]], "", "rc522"),
        ([[0xEE, 0x00]], "rfid", "rc522"),
    ],
)
def test_on_spi_nobody_answers_for_a_chip_that_is_not_here(talk, words, best):
    spoken = Talk(0, [(bytes(sent), len(sent)) for sent in talk], frozenset(words.split()))
    shares = {kind.name: share for kind in KINDS.values() if kind.where == SPI and (share := kind.fits(spoken))}
    assert max(shares, key=shares.__getitem__, default=None) == best, shares
