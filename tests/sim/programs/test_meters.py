"""Meters of light, currents and climate on I2C answer with the bytes of their data sheets, after their time."""

import pytest

from sim.programs.parts.catalog import KINDS
from sim.programs.parts.kind import Talk
from tests.sim.programs.chip_bus import Bus


def test_a_tsl2591_comes_out_with_its_makers_formula():
    """TSL2591, register map and "Optical characteristics": ID 50; 100 ms a step; gains of 1, 25, 428 and 9876."""
    bus = Bus("tsl2591", light_lux=100.0)
    assert bus.read(1, 0xB2) == b"\x50"
    assert bus.read(2, 0xB4) == b"\x00\x00"
    bus.write(0xA1, 0x11)  # a gain of 25, 200 ms
    bus.write(0xA0, 0x03)
    bus.pi.clock.sleep(0.15)
    assert (bus.read(1, 0xB3), bus.read(2, 0xB4)) == (b"\x00", b"\x00\x00")
    assert bus.said == ["script.chip_asleep", "script.chip_too_early"]
    bus.pi.clock.sleep(0.06)
    assert bus.read(1, 0xB3) == b"\x11"
    data = bus.read(4, 0xB4)
    both, infrared = int.from_bytes(data[:2], "little"), int.from_bytes(data[2:], "little")
    assert (both - infrared) * (1 - infrared / both) / (200 * 25 / 408) == pytest.approx(100.0, rel=0.002)
    assert (both - 1.64 * infrared) / (200 * 25 / 408) == pytest.approx(100.0, rel=0.002)  # Adafruit's
    bus.write(0xA1, 0x30)  # too much light for the highest gain
    bus.pi.clock.sleep(0.11)
    assert bus.read(2, 0xB4) == (36863).to_bytes(2, "little")


def test_a_veml7700_counts_finer_with_more_gain_and_time():
    """84323, table "Resolution": 0.0042 lx at a gain of 2 and 800 ms, 0.0672 at 1 and 100 ms; off at first."""
    bus = Bus("veml7700", light_lux=100.0)
    assert (bus.read(2, 0x07), bus.read(2, 0x04)) == (b"\x81\xc4", b"\x00\x00")
    bus.write(0x00, 0x00, 0x00)
    assert bus.read(2, 0x04) == b"\x00\x00"
    assert bus.said == ["script.chip_asleep", "script.chip_too_early"]
    bus.pi.clock.sleep(0.11)
    assert int.from_bytes(bus.read(2, 0x04), "little") == round(100 / 0.0672)
    bus.write(0x00, 0xC0, 0x08)  # a gain of 2, 800 ms
    bus.pi.clock.sleep(0.81)
    assert int.from_bytes(bus.read(2, 0x04), "little") == round(100 / 0.0042)


def test_an_ina226_gives_the_example_of_its_data_sheet_in_its_own_steps():
    """SBOS547, sections 7.5.1 and 7.6: 1.25 mV, 2.5 uV, current = shunt x calibration / 2048, power / 20000."""
    bus = Bus("ina226", voltage_v=11.98, current_a=0.5)
    assert (bus.read(2, 0x00), bus.read(2, 0xFE), bus.read(2, 0x04)) == (b"\x41\x27", b"TI", b"\x00\x00")
    bus.write(0x05, 0x02, 0x00)  # 512: a current step of 0.1 mA at 0.1 ohm
    assert bus.read(2, 0x02) == (9584).to_bytes(2)
    assert bus.read(2, 0x01) == (20000).to_bytes(2)
    assert bus.read(2, 0x04) == (5000).to_bytes(2)
    assert bus.read(2, 0x03) == (5000 * 9584 // 20000).to_bytes(2)  # 2.5 mW a step
    bus.set(current_a=-0.1)
    assert bus.read(2, 0x01) == (-4000 & 0xFFFF).to_bytes(2)
    bus.write(0x00, 0x41, 0x20)
    assert bus.read(2, 0x02) == b"\x00\x00"
    assert bus.said == ["script.chip_asleep"]


def test_an_hdc1080_measures_when_its_pointer_is_set():
    """SNAS672A, sections 8.6.1 and 8.6.2: T = n / 65536 x 165 - 40, RH = n / 65536; no acknowledge until it is over."""
    bus = Bus("hdc1080", temperature_c=42.5, humidity_pct=25.0)
    assert bus.read(2, 0xFF) == b"\x10\x50"
    bus.write(0x00)
    with pytest.raises(OSError, match="Remote I/O"):
        bus.read(4)
    assert bus.said == ["script.chip_still_busy"]
    bus.pi.clock.sleep(0.014)
    assert bus.read(4) == b"\x80\x00\x40\x00"
    bus.write(0x02, 0x00, 0x00)  # one value at a time
    bus.set(humidity_pct=50.0)
    bus.write(0x01)
    bus.pi.clock.sleep(0.007)
    assert bus.read(2) == b"\x80\x00"


@pytest.mark.parametrize(
    ("address", "talk", "words", "best"),
    [
        (0x40, [([0x00], 0), ([], 4)], "", "hdc1080"),
        (0x40, [([0x00, 0x41, 0x27], 0)], "", "ina226"),
        (0x40, [([0xFE], 2)], "", "ina226"),
        (0x40, [([0x00, 0x39, 0x9F], 0)], "", "ina219"),
        (0x40, [([0x02], 2)], "ina226", "ina226"),
        (0x48, [([0x01, 0xC3, 0x83], 0)], "", "ads1115"),
        (0x29, [([0xA0, 0x03], 0)], "tsl2591", "tsl2591"),
        (0x29, [([0x80, 0x03], 0)], "", "tcs34725"),
        (0x10, [([0x00, 0x00, 0x00], 0)], "", "veml7700"),
    ],
)
def test_the_first_bytes_tell_these_from_others(address, talk, words, best):
    spoken = Talk(address, [(bytes(sent), asked) for sent, asked in talk], frozenset(words.split()))
    here = [kind for kind in KINDS.values() if address in kind.addresses]
    assert max(here, key=lambda kind: kind.fits(spoken)).name == best
