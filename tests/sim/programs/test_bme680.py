"""A BME680 and a BME688 answer with the bytes of their data sheets, and what is computed from them is in the air."""

from struct import unpack

import pytest

from sim.programs.parts.catalog import KINDS
from sim.programs.parts.kind import Talk
from tests.sim.programs.chip_bus import Bus

AIR = {"temperature_c": 21.5, "pressure_hpa": 987.0, "humidity_pct": 45.0, "gas_kohm": 82.0}
RANGES = (8e6, 4e6, 2e6, 1e6, 499500.4995, 248262.1648, 125e3, 63004.03226, 31281.28128, 15625.0, 7812.5, 3906.25,
          1953.125, 976.5625, 488.28125, 244.140625)  # fmt: skip
FIRSTS = (1, 1, 1, 1, 1, 0.99, 1, 0.992, 1, 1, 0.998, 0.995, 1, 0.99, 1, 1)


def measure(bus, gas=0x10):
    """Twice all, 100 ms of heat (0x59 is 25 ms four times); the values as they stand from 0x1D on."""
    for register, value in ((0x72, 0x02), (0x5A, 0x70), (0x64, 0x59), (0x71, gas), (0x75, 0x00), (0x74, 0x49)):
        bus.write(register, value)
    bus.pi.clock.sleep(0.13)
    return bus.read(17, 0x1D)


def numbers(bus, found):
    """Degrees, pascal and percent by the whole-number formulas of BST-BME680-DS001, sections 3.3.1 to 3.3.3."""
    t2, t3 = unpack("<hb", bus.read(3, 0x8A))
    p1, p2, p3 = unpack("<Hhb", bus.read(5, 0x8E))
    p4, p5, p7, p6 = unpack("<hhbb", bus.read(6, 0x94))
    p8, p9, p10 = unpack("<hhB", bus.read(5, 0x9C))
    high2, both, high1, h3, h4, h5, h6, h7, t1 = unpack("<BBBbbbBbH", bus.read(10, 0xE1))
    h1, h2 = high1 << 4 | both & 15, high2 << 4 | both >> 4
    raw_p, raw_t = (int.from_bytes(found[at : at + 3]) >> 4 for at in (2, 5))
    first = (raw_t >> 3) - (t1 << 1)
    fine = (first * t2 >> 11) + (((first >> 1) * (first >> 1) >> 12) * (t3 << 4) >> 14)
    hundredths = fine * 5 + 128 >> 8
    warm = (fine >> 1) - 64000
    offset = (((warm >> 2) * (warm >> 2) >> 11) * p6 >> 2) + (warm * p5 << 1)
    offset = (offset >> 2) + (p4 << 16)
    slope = (((warm >> 2) * (warm >> 2) >> 13) * (p3 << 5) >> 3) + (p2 * warm >> 1) >> 18
    slope = (32768 + slope) * p1 >> 15
    pascal = (1048576 - raw_p - (offset >> 12)) * 3125 * 2 // slope
    bent = (p9 * ((pascal >> 3) * (pascal >> 3) >> 13) >> 12) + ((pascal >> 2) * p8 >> 13)
    bent += (pascal >> 8) ** 3 * p10 >> 17
    pascal += bent + (p7 << 7) >> 4
    wet = int.from_bytes(found[8:10]) - (h1 << 4) - ((hundredths * h3 // 100) >> 1)
    curve = hundredths * h4 // 100 + ((hundredths * (hundredths * h5 // 100) >> 6) // 100) + (1 << 14)
    wet *= h2 * curve >> 10
    bend = (h6 << 7) + hundredths * h7 // 100 >> 4
    percent = (wet + (bend * ((wet >> 14) * (wet >> 14) >> 10) >> 1) >> 10) * 1000 >> 12
    return hundredths / 100, pascal, percent / 1000


@pytest.mark.parametrize(
    ("celsius", "hpa", "percent"), [(21.5, 987.0, 45.0), (-12.0, 830.0, 10.0), (41.0, 1040.0, 99.0)]
)
def test_its_raw_values_are_what_is_in_the_air(celsius, hpa, percent):
    bus = Bus("bme680", **AIR | {"temperature_c": celsius, "pressure_hpa": hpa, "humidity_pct": percent})
    assert (bus.read(1, 0xD0), bus.read(1, 0xF0)) == (b"\x61", b"\x00")
    found = numbers(bus, measure(bus))
    assert found[0] == pytest.approx(celsius, abs=0.02)
    assert found[1] == pytest.approx(hpa * 100, abs=15)
    assert found[2] == pytest.approx(percent, abs=0.1)
    assert bus.said == []


@pytest.mark.parametrize("ohm", [500e3, 82e3, 13e3, 900.0])
def test_the_gas_of_a_bme680_has_sixteen_ranges(ohm):
    """Section 3.4.1: (1340 + 5 x switch error) x first x second / (raw - 512 + the same)."""
    bus = Bus("bme680", **AIR | {"gas_kohm": ohm / 1000})
    high, low = measure(bus)[13:15]
    base = (1340 + 5 * (bus.read(1, 0x04)[0] >> 4)) * FIRSTS[low & 15]
    assert base * RANGES[low & 15] / ((high << 2 | low >> 6) - 512 + base) == pytest.approx(ohm, rel=0.002)
    assert low & 0x30 == 0x30  # valid, and the heater was warm


def test_a_bme688_has_its_gas_two_bytes_later_and_on_another_scale():
    """BST-BME688-DS000, section 3.4.1: 1e6 x (262144 >> range) / (4096 + 3 x (raw - 512)); run_gas is bit 5."""
    bus = Bus("bme688", **AIR)
    assert bus.read(1, 0xF0) == b"\x01"
    assert measure(bus, gas=0x10)[13:17] == bytes(4)
    high, low = measure(bus, gas=0x20)[15:17]
    assert 1e6 * (262144 >> (low & 15)) / (4096 + 3 * ((high << 2 | low >> 6) - 512)) == pytest.approx(82e3, rel=0.002)


def test_a_measurement_takes_its_time_and_ends_asleep():
    """Registers 0x1D and 0x74: measuring, gas_measuring, new_data; the mode is 0 again; a short heat is not stable."""
    bus = Bus("bme680", **AIR)
    assert bus.read(8, 0x1F) == bytes(8)
    bus.write(0x72, 0x01)
    bus.write(0x64, 0x0A)  # 10 ms
    bus.write(0x71, 0x13)
    bus.write(0x67, 0x0A)  # the fourth step counts: it has a time of its own
    bus.write(0x74, 0x25)
    assert (bus.read(1, 0x1D), bus.read(1, 0x74)) == (b"\x20", b"\x25")
    assert bus.read(8, 0x1F) == bytes(8)
    bus.pi.clock.sleep(0.0115)
    assert bus.read(1, 0x1D) == b"\x40"
    bus.write(0x74, 0x25)  # it does not begin anew
    bus.pi.clock.sleep(0.01)
    assert (bus.read(2, 0x1D)[0], bus.read(1, 0x1D)) == (0x83, b"\x03")
    assert bus.read(1, 0x74) == b"\x24"
    assert bus.read(1, 0x2B)[0] & 0x30 == 0x20
    assert bus.said == ["script.chip_asleep", "script.chip_too_early"]
    bus.write(0x74, 0x00)
    bus.write(0x72, 0x00)
    bus.write(0x74, 0x01)  # nothing but the gas
    bus.pi.clock.sleep(0.05)
    assert bus.read(8, 0x1F) == b"\x80\x00\x00\x80\x00\x00\x80\x00"
    bus.write(0xE0, 0xB6)
    assert (bus.read(1, 0x72), bus.read(1, 0x71)) == (b"\x00", b"\x00")


@pytest.mark.parametrize(
    ("talk", "words", "best"),
    [
        ([([0xD0], 1)], "", "bmp280"),
        ([([0xD0], 1)], "bme680 bme", "bme680"),
        ([([0xD0], 1)], "bme280 bme", "bme280"),
        ([([0xD0], 1), ([0x74, 0x25], 0)], "", "bme680"),
        ([([0xF4, 0x27], 0)], "", "bmp280"),
        ([([0xD0], 1), ([0x1D], 17)], "bme688", "bme688"),
    ],
)
def test_the_first_bytes_tell_it_from_a_bme280(talk, words, best):
    spoken = Talk(0x76, [(bytes(sent), asked) for sent, asked in talk], frozenset(words.split()))
    here = [kind for kind in KINDS.values() if 0x76 in kind.addresses]
    assert max(here, key=lambda kind: kind.fits(spoken)).name == best


def test_it_does_not_answer_for_a_bmp388():
    """The BMP388's register 0x00 says who it is; those before it have nothing there."""
    spoken = Talk(0x77, [(b"\x00", 1)], frozenset())
    here = {kind.name for kind in KINDS.values() if 0x77 in kind.addresses and kind.fits(spoken)}
    assert here - {"ht16k33"} == {"bmp388", "bmp390"}
