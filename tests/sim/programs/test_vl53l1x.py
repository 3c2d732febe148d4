"""A VL53L1X answers as ST's API expects it: registers of two bytes, a budget of time, a new sample after each clear."""

import pytest

from sim.programs.parts.catalog import KINDS
from sim.programs.parts.kind import Talk
from tests.sim.programs.chip_bus import Bus


def test_it_says_who_it_is_and_that_it_has_started():
    """Data sheet, table 4: EA CC 10 at 0x010F; the API waits for 0x00E5, and the address stands at 0x0001."""
    bus = Bus("vl53l1x", distance_m=1.0)
    assert bus.read(3, 0x01, 0x0F) == b"\xea\xcc\x10"
    assert (bus.read(1, 0x00, 0xE5), bus.read(1, 0x00, 0x01)) == (b"\x03", b"\x29")
    assert bus.read(2, 0x00, 0x96) == b"\x00\x00"
    assert bus.said == ["script.chip_asleep"]
    bus.read(1, 0x02, 0x00)
    assert bus.said[1:] == ["script.not_modeled"]


@pytest.mark.parametrize(("polarity", "ready"), [(0x01, 1), (0x11, 0)])
def test_a_sample_is_there_after_its_budget_and_the_next_one_after_its_period(polarity, ready):
    """UM2510: 0x30 is the polarity, 0x31 the level, 0x86 clears, 0x87 starts; 01CC are 100 ms, 0x6C the period."""
    bus = Bus("vl53l1x", distance_m=1.234)
    bus.write(0x00, 0x30, polarity)
    bus.write(0x00, 0x5E, 0x01, 0xCC)
    bus.write(0x00, 0x6C, *round(592 * 1.075 * 300).to_bytes(4))
    bus.write(0x00, 0x87, 0x40)
    bus.pi.clock.sleep(0.095)
    assert bus.read(1, 0x00, 0x31)[0] & 1 != ready
    bus.pi.clock.sleep(0.006)
    assert bus.read(1, 0x00, 0x31)[0] & 1 == ready
    assert (bus.read(1, 0x00, 0x89), bus.read(2, 0x00, 0x96)) == (b"\x09", (1234).to_bytes(2))
    bus.write(0x00, 0x86, 0x01)
    assert bus.read(1, 0x00, 0x31)[0] & 1 != ready
    bus.pi.clock.sleep(0.28)
    assert bus.read(1, 0x00, 0x31)[0] & 1 != ready
    bus.pi.clock.sleep(0.03)
    assert bus.read(1, 0x00, 0x31)[0] & 1 == ready
    bus.write(0x00, 0x87, 0x00)
    bus.write(0x00, 0x86, 0x01)
    bus.pi.clock.sleep(1)
    assert bus.read(1, 0x00, 0x31)[0] & 1 != ready


@pytest.mark.parametrize(
    ("mode", "distance_m", "status"), [(0x0A, 3.5, 9), (0x0A, 3.7, 4), (0x14, 1.3, 9), (0x14, 1.5, 4)]
)
def test_it_sees_as_far_as_its_mode(mode, distance_m, status):
    """Data sheet, table 3, in the dark: 136 cm and 360 cm; beyond, the signal is too weak."""
    bus = Bus("vl53l1x", distance_m=distance_m)
    bus.write(0x00, 0x4B, mode)
    bus.write(0x00, 0x87, 0x10)
    bus.pi.clock.sleep(0.2)
    assert bus.read(1, 0x00, 0x89)[0] == status
    assert int.from_bytes(bus.read(2, 0x00, 0x96)) == (distance_m * 1000 if status == 9 else 0)


@pytest.mark.parametrize(
    ("talk", "words", "best"),
    [
        ([([0x01, 0x0F], 2)], "", "vl53l1x"),
        ([([0x01, 0x0F], 0), ([], 2)], "", "vl53l1x"),
        ([([0x00, 0x87, 0x40, 0x00], 0)], "", "vl53l1x"),
        ([([0xC0], 1)], "vl53l1x", "vl53l0x"),
        ([([0x00, 0x01], 0)], "", "vl53l0x"),
        ([([0x00, 0x01], 0)], "vl53l1x", "vl53l1x"),
        ([([0x80, 0x03], 0)], "", "tcs34725"),
    ],
)
def test_the_first_bytes_tell_it_from_a_vl53l0x(talk, words, best):
    spoken = Talk(0x29, [(bytes(sent), asked) for sent, asked in talk], frozenset(words.split()))
    here = [kind for kind in KINDS.values() if 0x29 in kind.addresses]
    assert (
        max(here, key=lambda kind: kind.fits(spoken) + 0.3 * spoken.says(kind.name) * bool(kind.fits(spoken))).name
        == best
    )
