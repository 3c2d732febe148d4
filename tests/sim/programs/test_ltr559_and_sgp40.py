"""An LTR-559 and an SGP40 answer with the bytes of their data sheets, after their time."""

import pytest

from sim.chips.sht31 import with_crc
from sim.programs.parts.catalog import KINDS
from sim.programs.parts.kind import Talk
from tests.sim.programs.chip_bus import Bus


def test_an_ltr559_measures_light_and_nearness_side_by_side():
    """LTR-559ALS-01, registers: 92 and 05; reset values; bits 2 and 0 of the status for new light and nearness."""
    bus = Bus("ltr559", light_lux=500.0, distance_m=0.05)
    assert bus.read(8, 0x80).hex() == "00007f0102039205"
    assert bus.read(4, 0x90) == b"\xff\x07\x00\x00"
    assert (bus.read(4, 0x88), bus.read(1, 0x8C)) == (bytes(4), b"\x80")
    bus.write(0x80, 0x01)
    bus.write(0x81, 0x03)
    assert bus.read(4, 0x88) == bytes(4)
    assert bus.said == ["script.chip_asleep", "script.chip_too_early"]
    bus.pi.clock.sleep(0.12)
    assert bus.read(1, 0x8C) == b"\x81"  # nearness every 100 ms, light every 500 ms
    bus.pi.clock.sleep(0.4)
    assert bus.read(1, 0x8C) == b"\x05"
    data = bus.read(4, 0x88)
    infrared, both = int.from_bytes(data[:2], "little"), int.from_bytes(data[2:], "little")
    assert 1.7743 * both + 1.1059 * infrared == pytest.approx(500.0, rel=0.005)
    assert bus.read(2, 0x8D) == b"\xc8\x00"  # 100 mA
    assert bus.read(1, 0x8C) == b"\x00"
    bus.write(0x80, 0x1D)  # 96 times as much
    bus.set(distance_m=0.01)
    bus.pi.clock.sleep(0.51)
    assert bus.read(1, 0x8C) == b"\x75"
    data = bus.read(4, 0x88)
    assert int.from_bytes(data[2:], "little") == pytest.approx(96 * both, rel=0.005)
    assert bus.read(2, 0x8D) == b"\xff\x87"  # too near to be counted
    bus.write(0x80, 0x02)
    assert bus.read(1, 0x80) == b"\x00"


def test_an_ltr559_notes_what_is_outside_its_limits():
    """Registers 8F, 90 to 93 and 97 to 9A: bits 3 and 1 of the status, when they are asked for."""
    bus = Bus("ltr559", light_lux=500.0, distance_m=0.05)
    bus.write(0x80, 0x01)
    bus.write(0x81, 0x03)
    bus.write(0x90, 150, 0x00)
    bus.write(0x99, 0xFF, 0x7F)
    bus.pi.clock.sleep(0.6)
    assert bus.read(1, 0x8C) == b"\x05"
    bus.write(0x8F, 0x0B)
    assert bus.read(1, 0x8C) == b"\x0f"
    assert bus.said == ["script.no_interrupt"]
    bus.write(0x99, 0x00, 0x00)
    bus.write(0x90, 250)
    assert bus.read(1, 0x8C) == b"\x05"


def test_an_sgp40_answers_commands_with_words_and_checksums():
    """SGP40, section 4: 3220, D400, 30 ms for a measurement; no acknowledge until it is over; BEEF has checksum 92."""
    bus = Bus("sgp40", tvoc_ppb=10.0)
    assert with_crc(0xBEEF) == b"\xbe\xef\x92"
    bus.write(0x20, 0x2F)
    bus.pi.clock.sleep(0.002)
    assert bus.read(3) == with_crc(0x3220)
    bus.write(0x28, 0x0E)
    with pytest.raises(OSError, match="Remote I/O"):
        bus.read(3)
    bus.pi.clock.sleep(0.33)
    assert bus.read(3) == with_crc(0xD400)
    for ppb, signal in ((10.0, 33000), (1000.0, 27000)):
        bus.set(tvoc_ppb=ppb)
        bus.write(0x26, 0x0F, *with_crc(0x8000), *with_crc(0x6666))
        bus.pi.clock.sleep(0.031)
        assert bus.read(3) == with_crc(signal)
    bus.write(0x00, 0x06)
    with pytest.raises(OSError, match="Remote I/O"):
        bus.read(3)


@pytest.mark.parametrize(
    ("talk", "words", "best"),
    [
        ([([0x86], 1)], "", "ltr559"),
        ([([0x80, 0x01], 0)], "", "ltr559"),
        ([([0x10], 0)], "", "bh1750"),
        ([([], 2)], "", "bh1750"),
        ([([0x8C], 0), ([0x88], 0)], "lcd", "lcd"),
    ],
)
def test_the_first_bytes_tell_an_ltr559_from_others(talk, words, best):
    spoken = Talk(0x23, [(bytes(sent), asked) for sent, asked in talk], frozenset(words.split()))
    here = [kind for kind in KINDS.values() if 0x23 in kind.addresses]
    assert max(here, key=lambda kind: kind.fits(spoken)).name == best
