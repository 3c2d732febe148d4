"""ST's and QST's chips of motion answer with the bytes of their data sheets."""

import struct

import pytest

from sim.programs.parts.catalog import KINDS
from sim.programs.parts.kind import Talk
from tests.sim.programs.chip_bus import Bus

WHO = (
    ("l3gd20", 0x0F, 0xD4),  # Doc ID 022116, table 17
    ("l3g4200d", 0x0F, 0xD3),
    ("lsm6ds3", 0x0F, 0x69),
    ("lsm6ds3trc", 0x0F, 0x6A),
    ("lsm6dsox", 0x0F, 0x6C),
    ("lsm9ds1", 0x0F, 0x68),
    ("lsm9ds1_mag", 0x0F, 0x3D),
    ("lis3mdl", 0x0F, 0x3D),
    ("lis2mdl", 0x4F, 0x40),
    ("qmc5883p", 0x00, 0x80),
)


@pytest.mark.parametrize(("kind", "register", "who"), WHO)
def test_each_says_who_it_is_and_keeps_it(kind, register, who):
    bus = Bus(kind)
    bus.write(register, 0x55)
    assert bus.read(1, register) == bytes((who,))


# The data sheets' sensitivities: what is written, where the value is, what is felt, the word that a step makes of it.
@pytest.mark.parametrize(
    ("kind", "writes", "at", "felt", "word"),
    [
        ("l3gd20", ((0x20, 0x0F),), 0x28, {"gyro_x_dps": 87.5}, 10_000),
        ("l3gd20", ((0x20, 0x0F), (0x23, 0x10)), 0x28, {"gyro_x_dps": 175.0}, 10_000),
        ("l3gd20", ((0x20, 0x0F), (0x23, 0x20)), 0x2C, {"gyro_z_dps": -70.0}, -1000),
        ("l3gd20", ((0x20, 0x0B), (0x23, 0x00)), 0x2C, {"gyro_z_dps": -70.0}, 0),
        ("lsm6ds3", ((0x10, 0x60),), 0x28, {"accel_x_g": 0.61}, 10_000),
        ("lsm6ds3", ((0x10, 0x64),), 0x2A, {"accel_y_g": -0.488}, -1000),
        ("lsm6ds3", ((0x11, 0x62),), 0x22, {"gyro_x_dps": 43.75}, 10_000),
        ("lsm6ds3", ((0x11, 0x6C),), 0x26, {"gyro_z_dps": 70.0}, 1000),
        ("lsm6ds3", ((0x10, 0x60),), 0x20, {"temperature_c": 30.0}, 80),
        ("lsm6dsox", ((0x10, 0x60),), 0x20, {"temperature_c": 30.0}, 1280),
        ("lsm9ds1", ((0x20, 0x68),), 0x28, {"accel_x_g": 0.732}, 1000),
        ("lsm9ds1", ((0x10, 0x60),), 0x18, {"gyro_x_dps": 8.75}, 1000),
        ("lsm9ds1_mag", ((0x22, 0x00),), 0x28, {"heading_deg": 0.0}, 2714),
        ("lis3mdl", ((0x22, 0x00), (0x21, 0x60)), 0x28, {"heading_deg": 0.0}, 650),
        ("lis2mdl", ((0x60, 0x8C),), 0x6A, {"heading_deg": 90.0}, 253),
        ("qmc5883p", ((0x0A, 0x01), (0x0B, 0x0C)), 0x01, {"heading_deg": 180.0}, -5700),
    ],
)
def test_a_step_is_worth_what_the_data_sheet_says(kind, writes, at, felt, word):
    bus = Bus(kind, **felt)
    for register, value in writes:
        bus.write(register, value)
    marked = 0x80 if kind == "l3gd20" else 0
    assert struct.unpack("<h", bus.read(2, at | marked)) == (word,)
    assert bus.said == []


@pytest.mark.parametrize(
    ("kind", "at", "status", "start"),
    [
        ("l3gd20", 0x28, 0x27, (0x20, 0x0F)),
        ("lsm6ds3", 0x28, 0x1E, (0x10, 0x60)),
        ("lsm9ds1", 0x18, 0x17, (0x10, 0x60)),
        ("lis3mdl", 0x28, 0x27, (0x22, 0x00)),
        ("lis2mdl", 0x68, 0x67, (0x60, 0x00)),
        ("qmc5883p", 0x01, 0x09, (0x0A, 0x01)),
    ],
)
def test_each_is_off_until_it_is_started(kind, at, status, start):
    bus = Bus(kind)
    assert (bus.read(1, at), bus.read(1, status)) == (b"\x00", b"\x00")
    assert bus.said == ["script.chip_asleep"]
    bus.write(*start)
    assert bus.read(1, status) != b"\x00"


@pytest.mark.parametrize(
    ("kind", "changed", "reset", "back"),
    [
        ("lsm6ds3", (0x10, 0x60), (0x12, 0x05), 0x00),
        ("lsm9ds1", (0x10, 0x60), (0x22, 0x05), 0x00),
        ("lis3mdl", (0x22, 0x00), (0x21, 0x04), 0x03),
        ("lis2mdl", (0x60, 0x00), (0x60, 0x20), 0x03),
        ("qmc5883p", (0x0A, 0x01), (0x0B, 0x80), 0x00),
    ],
)
def test_a_reset_brings_back_what_was(kind, changed, reset, back):
    bus = Bus(kind)
    bus.write(*changed)
    bus.write(*reset)
    assert bus.read(1, changed[0]) == bytes((back,))


@pytest.mark.parametrize(
    ("address", "talk", "words", "best"),
    [
        (0x6B, [([0x20, 0x0F], 0)], "", "l3gd20"),
        (0x6B, [([0x0F], 1), ([0x10, 0x60], 0), ([0x11, 0x60], 0)], "", "lsm6ds3"),
        (0x6A, [([0x10, 0x60], 0), ([0x12, 0x44], 0)], "lsm6dsox", "lsm6dsox"),
        (0x6B, [([0x10, 0x60], 0), ([0x1F, 0x38], 0)], "", "lsm9ds1"),
        (0x69, [([0x20, 0x0F], 0)], "", "l3g4200d"),
        (0x68, [([0x0F], 1)], "", "ds3231"),
        (0x68, [([0x6B, 0], 0)], "", "mpu6050"),
        (0x1E, [([0x00, 0x70], 0), ([0x02, 0x00], 0)], "", "hmc5883l"),
        (0x1E, [([0x0A], 3)], "", "hmc5883l"),
        (0x1E, [([0x22, 0x00], 0)], "", "lis3mdl"),
        (0x1E, [([0x22, 0x00], 0)], "lsm9ds1", "lsm9ds1_mag"),
        (0x1E, [([0x60, 0x00], 0)], "", "lis2mdl"),
        (0x6B, [([0x18], 6)], "", "lsm9ds1"),
        (0x1C, [([0x2A, 0x00], 0), ([0x2A, 0x01], 0)], "", "mma8452"),
        (0x1C, [([0x20, 0x70], 0)], "", "lis3mdl"),
    ],
)
def test_the_first_bytes_tell_them_apart(address, talk, words, best):
    spoken = Talk(address, [(bytes(sent), asked) for sent, asked in talk], frozenset(words.split()))
    here = [kind for kind in KINDS.values() if address in kind.addresses]
    assert max(here, key=lambda kind: kind.fits(spoken)).name == best
