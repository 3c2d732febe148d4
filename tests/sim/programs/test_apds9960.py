"""An APDS-9960 answers with the bytes of its data sheet (AV02-4191EN), and a hand passes over its four diodes."""

import pytest

from sim.programs.parts.catalog import KINDS
from sim.programs.parts.i2c.light.apds9960 import GESTURES
from sim.programs.parts.kind import Talk
from tests.sim.programs.chip_bus import Bus

STILL = {"light_lux": 300.0, "distance_m": 1.0, "red_pct": 50.0, "green_pct": 50.0, "blue_pct": 50.0}


def sensor(**felt):
    return Bus("apds9960", **STILL | dict.fromkeys(GESTURES, False) | felt)


def test_it_says_who_it_is_and_measures_light_in_steps_of_2_78_ms():
    """Registers ID, ATIME, CONTROL, STATUS: AB; FF and gain 1 at first, 1025 counts a step; AVALID ends with a read."""
    bus = sensor(light_lux=1e6, red_pct=10.0)
    assert bus.read(2, 0x92) == b"\xab\x00"
    assert (bus.read(1, 0x81), bus.read(1, 0x8E), bus.read(1, 0x90)) == (b"\xff", b"\x40", b"\x01")
    assert bus.read(8, 0x94) == bytes(8)
    bus.write(0x80, 0x03)
    bus.pi.clock.sleep(0.009)
    assert (bus.read(1, 0x93), bus.read(8, 0x94)) == (b"\x00", bytes(8))
    assert bus.said == ["script.chip_asleep", "script.chip_too_early"]
    bus.pi.clock.sleep(0.001)
    assert bus.read(1, 0x93) == b"\x11"  # AVALID, and more than the limits of 0 at reset: AINT
    clear, red, green, blue = (int.from_bytes(bus.read(2, each), "little") for each in range(0x94, 0x9C, 2))
    assert (clear, red, green, blue) == (1025, 374, 1025, 1025)
    bus.write(0xE7)
    bus.write(0x84, 0, 0, 0xFF, 0xFF)
    assert bus.read(1, 0x93) == b"\x00"
    bus.set(light_lux=1.0)
    bus.write(0x81, 0x00)
    bus.write(0x8F, 0x03)  # gain 64
    bus.pi.clock.sleep(0.72)
    assert int.from_bytes(bus.read(2, 0x98), "little") == round(16 / 0.5218)


@pytest.mark.parametrize(
    ("pulse", "control", "boost", "distance_m", "counts"),
    [
        (0x47, 0x08, 0x01, 0.1, 120),  # the line of the data sheet: 8 pulses of 8 us, gain 4, 100 mA
        (0x47, 0x48, 0x01, 0.1, 60),  # 50 mA
        (0x87, 0x04, 0x01, 0.2, 30),  # 16 us, gain 2, twice as far
        (0x47, 0x08, 0x31, 0.2, 90),  # a boost of three
        (0x40, 0x00, 0x01, 1.0, 0),
        (0x47, 0x08, 0x01, 0.02, 255),
    ],
)
def test_near_things_throw_light_back(pulse, control, boost, distance_m, counts):
    """ "Proximity characteristics": 120 counts from a white card at 10 cm; registers PPULSE, CONTROL and CONFIG2."""
    bus = sensor(distance_m=distance_m)
    assert bus.read(1, 0x9C) == b"\x00"
    for register, value in ((0x8E, pulse), (0x8F, control), (0x90, boost), (0x8B, 100), (0x80, 0x05)):
        bus.write(register, value)
    bus.pi.clock.sleep(0.01)
    assert bus.read(1, 0x93)[0] == 0x02 | 0x20 * (counts > 100)  # PVALID, and PINT beyond the limit
    assert bus.read(1, 0x9C)[0] == counts
    assert bus.read(1, 0x93)[0] & 0x02 == 0
    assert bus.said == ["script.chip_asleep"]


@pytest.mark.parametrize(("way", "axis", "falls"), [(0, 0, True), (1, 0, False), (2, 1, True), (3, 1, False)])
def test_a_hand_is_first_seen_where_it_comes_from(way, axis, falls):
    """GFLVL, GSTATUS and the FIFO: up, down, left, right; 4 sets set GVALID and GINT, and the exit ends GMODE."""
    bus = sensor()
    bus.chip.world_moved()
    for register, value in ((0xA0, 5), (0xA1, 30), (0xA2, 0x40), (0xA3, 0x41), (0xA6, 0x85), (0x80, 0x45)):
        bus.write(register, value)
    bus.pi.clock.sleep(1)
    assert bus.read(2, 0xAE) == b"\x00\x00"
    bus.set(**{GESTURES[way]: True})
    bus.chip.world_moved()
    sets = []
    for _ in range(20):
        bus.pi.clock.sleep(0.02)
        for _ in range(bus.read(1, 0xAE)[0]):
            assert bus.read(1, 0x93)[0] & 0x04 == 0x04 * bool(bus.read(1, 0xAF)[0] & 1)
            sets.append(tuple(bus.read(4, 0xFC)))
    seen = [each for each in sets if min(each) >= 30]
    ratios = [(a - b) / (a + b) for a, b in ((each[2 * axis], each[2 * axis + 1]) for each in seen)]
    assert (ratios[0] > 0.4 and ratios[-1] < -0.6) if falls else (ratios[0] < -0.4 and ratios[-1] > 0.6)
    assert all(each[2 - 2 * axis] == each[3 - 2 * axis] for each in seen)
    assert (bus.read(1, 0xAB), bus.read(2, 0xAE)) == (b"\x00", b"\x00\x00")
    bus.pi.clock.sleep(1)
    bus.chip.world_moved()  # the same press goes on
    assert bus.read(1, 0xAE) == b"\x00"


def test_a_fifo_that_nobody_reads_runs_over_and_can_be_cleared():
    """GSTATUS: GFOV after 32 data sets; GCONF4: GFIFO_CLR."""
    bus = sensor(distance_m=0.05)
    bus.chip.world_moved()
    for register, value in ((0xA0, 5), (0xA1, 30), (0xA2, 0xC0), (0xA6, 0x85), (0xA3, 0x40), (0x80, 0x45)):
        bus.write(register, value)
    bus.pi.clock.sleep(0.02)
    assert bus.read(2, 0xAE)[1] == 0x00  # fewer than 16
    bus.pi.clock.sleep(0.2)
    assert bus.read(2, 0xAE) == b"\x20\x03"
    bus.write(0xAB, 0x05)
    assert bus.read(2, 0xAE) == b"\x00\x00"


@pytest.mark.parametrize(
    ("talk", "words", "best"),
    [
        ([([0x92], 1)], "", "apds9960"),
        ([([0x80, 0x03], 0)], "", "tsl2561"),
        ([([0x80, 0x03], 0)], "apds9960", "apds9960"),
        ([([0x80, 0x00], 0), ([0x8F, 0x02], 0)], "", "apds9960"),
        ([([0x80, 0x03], 0), ([0xAC], 2)], "", "tsl2561"),
        ([([0x80, 0x03], 0), ([0x8C], 1)], "", "tsl2561"),
    ],
)
def test_the_first_bytes_tell_it_from_a_tsl2561(talk, words, best):
    spoken = Talk(0x39, [(bytes(sent), asked) for sent, asked in talk], frozenset(words.split()))
    here = [kind for kind in KINDS.values() if 0x39 in kind.addresses]
    assert max(here, key=lambda kind: kind.fits(spoken)).name == best
