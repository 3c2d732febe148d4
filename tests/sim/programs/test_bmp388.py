"""A BMP388 answers with the bytes of its data sheet, after its time."""

import pytest

from sim.programs.parts.catalog import KINDS
from sim.programs.parts.i2c.air import bmp388
from sim.programs.parts.kind import Talk
from tests.sim.programs.chip_bus import Bus


def test_its_formulas_by_hand():
    """BST-BMP388-DS001, appendix 8.5 and 8.6, term by term for raw values of 8400000 and 6000000."""
    first = 8_400_000 - 27_500 * 2**8
    celsius = first * (19_000 / 2**30) + first**2 * (-7 / 2**48)
    assert bmp388.celsius_of(8_400_000) == pytest.approx(celsius) == pytest.approx(24.019, abs=0.001)
    out1 = 23_000 * 8 + 27_000 / 64 * celsius - 7 / 256 * celsius**2 - 7 / 32_768 * celsius**3
    out2 = 6e6 * ((-1000 - 16_384) / 2**20 + (-3500 - 16_384) / 2**29 * celsius + 35 / 2**32 * celsius**2)
    out3 = 6e6**2 * (17_000 / 2**48 + 22 / 2**48 * celsius) + 6e6**3 * (-60 / 2**65)
    assert bmp388.pascal_of(6_000_000, celsius) == pytest.approx(out1 + out2 + out3)


def test_it_measures_once_and_says_when_it_is_over():
    """Section 3.9.2: 234 us, 392 and 2020 times the samples, 313 and 2020 times the samples; then asleep."""
    bus = Bus("bmp388", temperature_c=25.0, pressure_hpa=1000.0)
    assert (bus.read(1, 0x00), bus.read(2, 0x02)) == (b"\x50", b"\x00\x10")
    assert bus.read(5, 0x1B) == bytes((0, 2, 0, 0, 0))
    assert len(bus.read(21, 0x31)) == 21
    assert bus.read(1, 0x10) + bus.read(1, 0x10) == b"\x01\x00"
    bus.write(0x1B, 0x13)
    assert bus.read(3, 0x04) == b"\x00\x00\x80"
    assert bus.said == ["script.chip_too_early"]
    bus.pi.clock.sleep(0.0109)  # 234 + 392 + 4 * 2020 + 313 + 2020 = 11039 us
    assert bus.read(1, 0x03) == b"\x10"
    bus.pi.clock.sleep(0.0002)
    assert (bus.read(1, 0x03), bus.read(1, 0x1B)) == (b"\x70", b"\x03")
    data = bus.read(6, 0x04)
    celsius = bmp388.celsius_of(int.from_bytes(data[3:], "little"))
    assert celsius == pytest.approx(25.0, abs=0.001)
    assert bmp388.pascal_of(int.from_bytes(data[:3], "little"), celsius) == pytest.approx(100_000, abs=0.1)
    assert bus.read(1, 0x03) == b"\x10"
    bus.set(pressure_hpa=900.0)
    assert bus.read(6, 0x04) == data


def test_it_goes_on_and_begins_anew():
    bus = Bus("bmp390", temperature_c=25.0, pressure_hpa=1000.0)
    assert bus.read(2, 0x00) == b"\x60\x01"
    bus.write(0x1D, 0x02)
    bus.write(0x1B, 0x33)
    bus.pi.clock.sleep(0.02)
    before = bus.read(6, 0x04)
    bus.set(temperature_c=30.0)
    assert bus.read(6, 0x04) == before
    bus.pi.clock.sleep(0.02)
    assert bus.read(6, 0x04) != before
    bus.write(0x7E, 0xB6)
    assert bus.read(6, 0x04) == b"\x00\x00\x80\x00\x00\x80"


@pytest.mark.parametrize(
    ("talk", "words", "best"),
    [
        ([([0x00], 1)], "", "bmp388"),
        ([([0x1B, 0x33], 0)], "bmp390", "bmp390"),
        ([([0xD0], 1)], "", "bmp280"),
        ([([0x1E], 0)], "", "ms5611"),
        ([([0x21], 0), ([0x00, *[0] * 16], 0)], "", "ht16k33_digits"),
    ],
)
def test_the_first_bytes_tell_it_from_others(talk, words, best):
    spoken = Talk(0x77, [(bytes(sent), asked) for sent, asked in talk], frozenset(words.split()))
    here = [kind for kind in KINDS.values() if 0x77 in kind.addresses]
    assert max(here, key=lambda kind: kind.fits(spoken)).name == best
