"""An MLX90640 answers with words from which the formulas of its data sheet make temperatures."""

import struct

import pytest

from sim.programs.parts.i2c.light import mlx90640
from tests.sim.programs.chip_bus import Bus


def words(bus, address, count):
    return struct.unpack(f">{count}H", bus.read(2 * count, address >> 8, address & 0xFF))


def signed(word):
    return word - 65536 * (word >> 15)


def own_c(ptat, diode):
    """Section 11.2.2.3: with 9 for alpha, 12273 at 25 degrees, 42.25 steps a degree, and 3.3 V."""
    return (ptat / (ptat * 9 + diode) * 2**18 - 12_273) / 42.25 + 25


def test_the_formula_is_that_of_the_worked_example():
    """There V_PTAT is 1711 and V_BE 19442, which makes 12873.57952, and K_V_PTAT 0.0053710938 at 3.319 V: 39.18 °C."""
    share = 1711 / (1711 * 9 + 19_442) * 2**18
    assert share == pytest.approx(12_873.57952)
    assert (share / (1 + 22 / 4096 * 0.018623) - 12_273) / 42.25 + 25 == pytest.approx(39.184, abs=0.01)
    assert own_c(1711, 19_442) == pytest.approx(39.2, abs=0.1)


def test_its_memory_says_how_it_is_calibrated():
    bus = Bus("mlx90640")
    assert words(bus, 0x2430, 4) == (0x18EF, 0x2FF1, 0x5952, 0x9D68)
    assert words(bus, 0x2440, 768) == (0x0010,) * 768
    assert words(bus, 0x800D, 1) == (0x1901,)
    assert words(bus, 0x8000, 1) == (0,)
    words(bus, 0x1000, 1)
    assert bus.said == ["script.not_modeled"]


def test_each_subpage_is_half_of_a_chessboard():
    """Section 10.4: twice a second at first; the status has which half is new, and is cleared by the program."""
    bus = Bus("mlx90640", object_temperature_c=40.0, temperature_c=20.0, object_column=4.5, object_row=4.5)
    bus.pi.clock.sleep(0.51)
    assert words(bus, 0x8000, 1) == (0x0008,)
    ram = words(bus, 0x0400, 832)
    assert [bool(word) for word in ram[:4]] == [True, False, True, False]
    assert [bool(word) for word in ram[32:36]] == [False, True, False, True]
    bus.write(0x80, 0x00, 0x00, 0x30)
    assert words(bus, 0x8000, 1) == (0x0030,)
    bus.pi.clock.sleep(0.51)
    assert words(bus, 0x8000, 1) == (0x0039,)
    bus.write(0x80, 0x00, 0x00, 0x30)
    assert words(bus, 0x8000, 1) == (0x0031,)  # which half it was nobody writes (section 10.1)
    assert all(words(bus, 0x0400, 768))
    bus.write(0x80, 0x0D, 0x1A, 0x81)  # 16 a second
    bus.write(0x80, 0x00, 0x00, 0x30)
    bus.pi.clock.sleep(0.063)
    assert words(bus, 0x8000, 1)[0] & 9 == 8


def test_the_words_are_the_temperatures():
    """Section 11.2.2, with one sensitivity for all pixels and nothing else to compensate."""
    bus = Bus("mlx90640", object_temperature_c=40.0, temperature_c=20.0, object_column=4.5, object_row=4.5)
    for _ in range(2):
        bus.pi.clock.sleep(0.51)
        ram = words(bus, 0x0400, 832)
    assert (signed(ram[0x32A]), ram[0x30A]) == (-13_056, 0x18EF)  # 3.3 V, a gain of 1
    inside = own_c(ram[0x320], ram[0x300])
    assert inside == pytest.approx(28.0, abs=0.1)
    room, own = (inside - 8 + 273.15) ** 4, (inside + 273.15) ** 4
    around = room - (room - own) / 0.95
    celsius = [(signed(word) / 0.95 / mlx90640.ALPHA + around) ** 0.25 - 273.15 for word in ram[:768]]
    assert celsius[0] == pytest.approx(20.0, abs=0.1)
    assert celsius[11 * 32 + 15] == pytest.approx(40.0, abs=0.1)
    assert 20.5 < celsius[11 * 32 + 8] < 39.5
