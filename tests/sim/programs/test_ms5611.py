"""MS5611 and MS5607 answer with the numbers of their data sheets, and after their time."""

import pytest

from sim.programs.parts.catalog import KINDS
from sim.programs.parts.i2c.air.ms5611 import Ms5607Chip, Ms5611Chip, Ms5637Chip, crc4
from sim.programs.parts.kind import Talk
from tests.sim.programs.chip_bus import Bus


@pytest.mark.parametrize(
    ("chip", "raw", "warm", "celsius", "pascal"),
    [
        (Ms5611Chip, 9085466, 8569150, 2007, 100009),
        (Ms5607Chip, 6465444, 8077636, 2000, 110002),
        (Ms5637Chip, 6465444, 8077636, 2000, 110002),
    ],
)
def test_the_formulas_give_what_the_examples_of_the_data_sheets_give(chip, raw, warm, celsius, pascal):
    """MS5611-01BA03, MS5607-02BA03 and MS5637-02BA03, "Pressure and temperature calculation"."""
    chip = chip.__new__(chip)
    assert (int(chip.temperature(warm)), int(chip.pascal(raw, warm))) == (celsius, pascal)


def test_the_checksum_is_that_of_the_note():
    """AN520, its example."""
    assert crc4([0x3132, 0x3334, 0x3536, 0x3738, 0x3940, 0x4142, 0x4344, 0x4500]) == 0xB


@pytest.mark.parametrize("kind", ["ms5611", "ms5607", "ms5637"])
@pytest.mark.parametrize(("celsius", "hpa"), [(20.07, 1000.09), (-10.0, 850.0), (35.0, 1100.0)])
def test_what_is_in_the_air_comes_back_from_its_numbers(kind, celsius, hpa):
    bus = Bus(kind, temperature_c=celsius, pressure_hpa=hpa)
    results = []
    for command in (0x58, 0x48):
        bus.write(command)
        bus.pi.clock.sleep(0.009)
        results.append(int.from_bytes(bus.read(3, 0x00)))
    assert bus.chip.temperature(results[0]) == pytest.approx(celsius * 100, abs=0.1)
    assert bus.chip.pascal(results[1], results[0]) == pytest.approx(hpa * 100, abs=0.5)


def test_a_result_is_read_once_and_not_before_its_time():
    """MS5611-01BA03, "Conversion sequence"; its memory holds C1 to C6 and a checksum."""
    bus = Bus("ms5611", temperature_c=20.0, pressure_hpa=1000.0)
    words = [int.from_bytes(bus.read(2, command)) for command in range(0xA0, 0xB0, 2)]
    assert words[1:7] == [40127, 36924, 23317, 23282, 33464, 28312]
    assert words[7] == crc4(words)
    bus.write(0x58)
    assert bus.read(3, 0x00) == b"\0\0\0"
    bus.pi.clock.sleep(0.02)
    assert bus.read(3, 0x00) == b"\0\0\0"
    assert bus.said == ["script.chip_too_early"]
    bus.write(0x58)
    bus.pi.clock.sleep(0.009)
    assert bus.read(3, 0x00) != b"\0\0\0"
    assert bus.read(3, 0x00) == b"\0\0\0"


def test_a_third_one_keeps_its_checksum_before_its_first_word():
    """MS5637-02BA03, "PROM read": seven words, the checksum in the upper four bits of the first; "second order"."""
    bus = Bus("ms5637", temperature_c=-10.0, pressure_hpa=1000.0)
    words = [int.from_bytes(bus.read(2, command)) for command in range(0xA0, 0xAE, 2)]
    assert words[1:] == [46372, 43981, 29059, 27842, 31553, 28165]
    assert words[0] >> 12 == crc4([0, *words[1:], 0])
    bus.write(0x5A)
    bus.pi.clock.sleep(0.0165)
    beyond = int.from_bytes(bus.read(3, 0x00)) - words[5] * 256
    assert 2000 + beyond * words[6] / 2**23 - 3 * beyond**2 / 2**33 == pytest.approx(-1000, abs=0.1)


@pytest.mark.parametrize(
    ("words", "first", "second"),
    [
        ("", "ms5611", "ms5607"),
        ("ms5607", "ms5607", "ms5611"),
        ("131072", "ms5607", "ms5611"),
        ("ms5637", "ms5637", "ms5607"),
    ],
)
def test_the_weights_of_the_formula_tell_which_of_both(words, first, second):
    talk = Talk(0x77, [(b"\x1e", 0), (b"\xa2", 2)], frozenset(words.split()))
    assert KINDS[first].fits(talk) > KINDS[second].fits(talk) > KINDS["bmp180"].fits(talk)
    assert KINDS["ms5611"].fits(Talk(0x77, [(b"\xf4\x2e", 0)])) == 0.0
    assert KINDS["bmp180"].fits(Talk(0x77, [(b"\xaa", 2)])) > KINDS["ms5611"].fits(Talk(0x77, [(b"\xaa", 2)]))


@pytest.mark.parametrize(("sent", "is_it"), [([0x08, 0x04], False), ([0x09, 0x1D], True), ([0x06], True)])
def test_a_compass_is_not_written_where_it_only_answers(sent, is_it):
    """QMC5883L, register map: 00 to 08 are read only."""
    assert (KINDS["qmc5883l"].fits(Talk(0x0D, [(bytes(sent), 0)])) > 0) is is_it
