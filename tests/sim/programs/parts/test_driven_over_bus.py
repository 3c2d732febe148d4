"""PCA9685 (NXP, rev 4) and MAX7219 (Maxim 19-4452) take the bytes of their data sheets."""

import sys

import pytest

from devices import WiredPart
from sim.programs.parts.catalog import KINDS
from sim.programs.parts.displays.max7219 import DigitsOnMax7219, MatrixOnMax7219
from sim.programs.parts.i2c.pca9685 import Pca9685Chip
from sim.programs.parts.i2c.robot_hat import FusionHatChip, RobotHatChip
from sim.programs.parts.kind import Talk
from sim.programs.parts.stood import Stood
from sim.virtual_pi import VirtualPi


def chip(kind, **options):
    return kind(VirtualPi(), WiredPart("part", "part", options), {"part_turned_deg": 0.0}, {})


def test_a_prescale_counts_only_while_the_oscillator_is_off():
    pca = chip(Pca9685Chip)
    assert pca.hertz == pytest.approx(25e6 / 4096 / 31)  # prescale 0x1E: table 4
    pca.write(b"\x00\x00")  # awake
    pca.write(b"\xfe\x79")
    assert pca.hertz > 190.0
    pca.write(b"\x00\x10")
    pca.write(b"\xfe\x79")
    assert pca.hertz == pytest.approx(50.0, rel=0.01)
    pca.write(b"\xfe\x00")  # the hardware takes no less than 3: section 7.3.5
    assert pca.hertz == pytest.approx(25e6 / 4096 / 4)
    pca.write(b"\x00\x80")  # restart is no bit that stays
    pca.write(b"\x00")
    assert pca.read(1) == b"\x00"


def test_a_channel_is_high_from_one_count_to_the_other():
    pca = chip(Pca9685Chip)
    pca.write(b"\x00\x20")  # awake, and the pointer moves on
    pca.write(bytes((0x06, 0x99, 0x01, 0xCC, 0x04)))  # figure 7, example 1: from 409 to 1228, 20 %
    assert pca.share(0) == pytest.approx(0.2, abs=1e-3)
    pca.write(bytes((0x0A, 0xFF, 0x0E, 0xFE, 0x0B)))  # on 3839, off 3070: over the end of the cycle
    assert pca.share(1) == pytest.approx((3070 - 3839) % 4096 / 4096)
    pca.write(bytes((0x0E, 0, 0x10, 0, 0)))
    assert pca.share(2) == 1.0
    pca.write(bytes((0x0E, 0, 0x10, 0, 0x10)))  # off has the last word
    assert pca.share(2) == 0.0
    pca.write(bytes((0xFA, 0, 0, 0, 8)))  # all channels
    assert {pca.share(each) for each in range(16)} == {0.5}
    pca.write(b"\x00\x30")  # asleep
    assert pca.share(0) == 0.0
    pca.write(b"\x06")
    assert pca.read(4) == bytes((0, 0, 0, 8))


def test_a_robot_hat_counts_pulses_of_its_timers_and_gives_inputs_in_two_reads():
    """SunFounder's page of the on-board MCU: 72 MHz / prescaler / period; 0x17 is A0, 0x10 is A7."""
    hat = chip(RobotHatChip)
    hat.inputs = {0: lambda: 3.3, 7: lambda: 0.5}
    hat.write(bytes((0x22, 0x01, 0x33)))  # a pulse before its timer is set
    assert (hat.hertz(2), hat.as_json()) == (0.0, {})
    hat.write(bytes((0x40, 0x01, 0x5E)))  # 351 - 1
    hat.write(bytes((0x44, 0x0F, 0xFE)))  # 4095 - 1
    assert hat.hertz(2) == pytest.approx(72e6 / 351 / 4095)
    assert hat.as_json() == {"ch2": {"angles_deg": [89.7]}}  # 307 * 351 / 72 MHz: 1.497 ms
    hat.write(bytes((0x17, 0, 0)))
    assert (hat.read(1), hat.read(1), hat.read(1)) == (b"\x0f", b"\xff", b"\x00")
    hat.write(bytes((0x10, 0, 0)))
    assert hat.read(2) == round(0.5 / 3.3 * 4095).to_bytes(2)


def test_a_fusion_hat_has_other_registers_and_three_timers():
    """The library of its maker: prescalers less one from 0x40, periods less one from 0x50, pulses from 0x60 on."""
    hat = chip(FusionHatChip)
    for register, value in ((0x42, 719), (0x52, 1999), (0x6B, 1000)):
        hat.write(bytes((register, *value.to_bytes(2))))
    assert hat.hertz(11) == pytest.approx(50.0)
    assert hat.as_json() == {"ch11": {"shares": [0.5]}}
    fits = KINDS["fusion_hat"].fits
    assert fits(Talk(0x17, [(b"\x6b\x03\xe8", 0)])) > 0.8
    assert fits(Talk(0x17, [(b"\x22\x03\xe8", 0)])) == 0.0  # of a Robot HAT


def test_a_robot_hat_is_told_from_what_else_may_be_there():
    fits = KINDS["robot_hat"].fits
    assert fits(Talk(0x14, [(b"\x2c", 0), (b"\x00", 0), (b"\x40\x01\x5e", 0)])) > 0.8
    assert fits(Talk(0x14, [(b"\x17\x00\x00", 0), (b"", 1)])) > 0.8
    assert fits(Talk(0x14, [(b"\x81\x40", 0), (b"", 4)])) == 0.0  # a touch screen with a GT1151


def test_what_is_only_a_way_between_is_not_told():
    told = []
    stood = Stood(0.5, lambda t_s, value: told.append((t_s, value)))
    for t_s, value in ((0.0, 0.0), (0.5, 7.0), (0.5001, 90.0), (1.0, 60.0), (1.02, 30.0), (1.04, 50.0), (2.0, 50.2)):
        stood.to(t_s, value)
    assert stood.seen == [0.0, 90.0, 30.0, 50.0, 50.2]
    assert told == [(0.0, 0.0), (0.5001, 90.0), (1.0, 60.0), (1.02, 30.0), (1.04, 50.0)]


def test_a_chain_of_matrices_takes_a_pair_of_bytes_each():
    matrix = chip(MatrixOnMax7219, device=0)
    matrix.transfer([0x0B, 7, 0x0B, 7])
    matrix.transfer([0x0C, 1, 0x0C, 1])
    matrix.transfer([1, 0x80, 8, 0x01])  # what comes first ends in the chip that is further away
    assert [row.hex() for row in matrix.picture.rows[::7]] == ["00" * 8 + "01" + "00" * 7, "00" * 7 + "01" + "00" * 8]
    matrix.transfer([0, 0, 0x0F, 1])  # no operation in the far one, a test of all LEDs in the near one
    assert sum(map(sum, matrix.picture.rows)) == 65
    assert sys.getsizeof(matrix.picture.png()) < 300


def test_digits_are_decoded_by_the_chip_or_by_the_program():
    digits = chip(DigitsOnMax7219, device=1)
    for pair in ((0x0B, 3), (0x0C, 1), (0x09, 0x0F), (1, 0x8C), (2, 0x0A), (3, 2), (5, 1)):
        digits.transfer(pair)
    assert digits.lines == ("    02-H.",)  # table 5; nothing above the scan limit
    digits.transfer((0x09, 0x00))
    digits.transfer((1, 0x30))  # table 6: B and C
    assert digits.lines[0].endswith("1")
