"""An MPL3115A2 and a MAX44009 answer with the bytes of their data sheets."""

import pytest

from sim.programs.parts.catalog import KINDS
from sim.programs.parts.kind import Talk
from tests.sim.programs.chip_bus import Bus


def test_an_mpl3115a2_gives_quarters_of_a_pascal_or_sixteenths_of_a_meter():
    """Section 14: C4; C5E7 at sea level; 0E for new values; 512 ms for 128 samples (table 15)."""
    bus = Bus("mpl3115a2", pressure_hpa=1013.26, temperature_c=-10.5)
    assert (bus.read(1, 0x0C), bus.read(2, 0x14)) == (b"\xc4", b"\xc5\xe7")
    assert bus.read(3, 0x01) == bytes(3)
    bus.write(0x26, 0x39)
    assert bus.read(6, 0x00) == bytes(6)
    assert bus.said == ["script.chip_asleep", "script.chip_too_early"]
    bus.pi.clock.sleep(0.513)
    assert bus.read(6, 0x00) == b"\x0e" + (405_304 << 4).to_bytes(3, "big") + b"\xf5\x80"
    assert bus.read(1, 0x00) == b"\x00"
    bus.write(0x26, 0xB9)
    bus.pi.clock.sleep(0.513)
    assert bus.read(3, 0x01) == bytes(3)  # as high as the sea
    bus.set(pressure_hpa=898.76)  # 1000 m in the standard atmosphere
    bus.pi.clock.sleep(1.1)
    assert int.from_bytes(bus.read(3, 0x01), "big") / 256 == pytest.approx(1000, abs=0.5)
    bus.write(0x26, 0x82)  # once, one sample
    bus.pi.clock.sleep(0.007)
    assert bus.read(1, 0x26) == b"\x80"
    bus.write(0x26, 0x04)
    assert bus.read(2, 0x26) == b"\x00\x00"


@pytest.mark.parametrize(
    ("lux", "data"),
    [
        (0.045, b"\x00\x01"),  # 19-5719, table 3: the least
        (11.475, b"\x0f\x0f"),
        (22.95, b"\x1f\x0f"),
        (188_006.4, b"\xef\x0f"),  # the most
        (900_000.0, b"\xef\x0f"),
    ],
)
def test_a_max44009_has_an_exponent(lux, data):
    bus = Bus("max44009", light_lux=lux)
    assert bus.read(2, 0x03) == data
    assert bus.read(3, 0x00) == b"\x00\x00\x03"
    assert bus.read(3, 0x05) == b"\xff\x00\xff"


@pytest.mark.parametrize(
    ("address", "talk", "words", "best"),
    [
        (0x60, [([0x26, 0xB9], 0)], "", "mpl3115a2"),
        (0x60, [([0x0C], 1)], "", "mpl3115a2"),
        (0x60, [([0x00, 0x10], 0)], "", "pca9685"),
        (0x4A, [([0x02, 0x40], 0)], "", "max44009"),
        (0x4A, [([0x03], 1), ([0x04], 1)], "", "max44009"),
        (0x4A, [([0x03], 2)], "", "max44009"),
        (0x4A, [([0x00], 2)], "", "lm75"),
        (0x4A, [([0x01, 0xC3, 0x83], 0), ([0x00], 2)], "", "ads1115"),
    ],
)
def test_the_first_bytes_tell_them_from_others(address, talk, words, best):
    spoken = Talk(address, [(bytes(sent), asked) for sent, asked in talk], frozenset(words.split()))
    here = [kind for kind in KINDS.values() if address in kind.addresses]
    assert max(here, key=lambda kind: kind.fits(spoken)).name == best
