"""An LPS25HB answers with the bytes of its data sheet (ST, DocID027112), and not for an LPS22HB."""

import pytest

from sim.programs.parts.catalog import KINDS
from sim.programs.parts.kind import Talk
from tests.sim.programs.chip_bus import Bus


def test_it_measures_once_or_goes_on():
    """BD; off at first; 4096 steps a hectopascal, 480 a degree from 42.5 on; bits 1 and 0 for new values."""
    bus = Bus("lps25hb", pressure_hpa=1000.0, temperature_c=32.5)
    assert (bus.read(1, 0x0F), bus.read(1, 0x10), bus.read(1, 0x20)) == (b"\xbd", b"\x0f", b"\x00")
    assert bus.read(3, 0xA8) == bytes(3)
    bus.write(0x20, 0x80)
    bus.write(0x21, 0x01)
    assert bus.read(1, 0x27) == b"\x00"
    bus.pi.clock.sleep(0.041)
    assert (bus.read(1, 0x27), bus.read(1, 0x21)) == (b"\x03", b"\x00")
    assert bus.read(5, 0xA8) == (4_096_000).to_bytes(3, "little") + (-4800 & 0xFFFF).to_bytes(2, "little")
    assert bus.read(1, 0x27) == b"\x00"
    assert bus.read(2, 0x0F) == b"\xbd\xbd"  # the pointer moves on only with its bit 7
    bus.write(0x20, 0x90)
    bus.set(pressure_hpa=900.0)
    bus.pi.clock.sleep(1.01)
    assert bus.read(3, 0xA8) == (3_686_400).to_bytes(3, "little")
    bus.write(0x21, 0x04)
    assert bus.read(1, 0x20) == b"\x00"
    assert bus.said == ["script.chip_asleep"]


@pytest.mark.parametrize(
    ("talk", "words", "best"),
    [
        ([([0x0F], 1), ([0x20, 0x90], 0)], "", "lps25hb"),
        ([([0x20, 0xB0], 0)], "", "lps25hb"),
        ([([0x0F], 1), ([0x10, 0x10], 0)], "", "lps22hb"),
        ([([0x0F], 1)], "", "lps22hb"),
        ([([0x0F], 1)], "lps25", "lps25hb"),
        ([([0x10], 0), ([], 2)], "", "bh1750"),
    ],
)
def test_the_first_bytes_tell_it_from_others(talk, words, best):
    spoken = Talk(0x5C, [(bytes(sent), asked) for sent, asked in talk], frozenset(words.split()))
    here = [kind for kind in KINDS.values() if 0x5C in kind.addresses]
    assert max(here, key=lambda kind: kind.fits(spoken)).name == best
