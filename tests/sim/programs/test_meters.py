"""INA3221, TMP117, MCP3424, DPS310 and the soil sensor answer with the bytes of their data sheets, after their time."""

import pytest

from sim.programs.parts.catalog import KINDS
from sim.programs.parts.i2c.air import dps310
from sim.programs.parts.kind import Talk
from tests.sim.programs.chip_bus import Bus


def test_an_ina3221_has_three_channels():
    """SBOS576B, 8.6: 7127, 5449, 3220; 40 uV and 8 mV a step, above three bits that are 0."""
    bus = Bus("ina3221", voltage1_v=12.0, current1_a=0.5, voltage3_v=3.3, current3_a=-0.5)
    assert [bus.read(2, each).hex() for each in (0x00, 0xFE, 0xFF)] == ["7127", "5449", "3220"]
    assert bus.read(2, 0x01) == (1250 << 3).to_bytes(2, "big")
    assert bus.read(2, 0x02) == (1500 << 3).to_bytes(2, "big")
    assert bus.read(2, 0x05) == (-1250 * 8 & 0xFFFF).to_bytes(2, "big")
    bus.write(0x0F, 0x50, 0x00)  # the first and the third one are summed
    assert bus.read(2, 0x0D) == bytes(2)
    bus.write(0x00, 0x31, 0x27)
    assert bus.read(2, 0x01) == bytes(2)
    bus.write(0x00, 0x71, 0x20)
    assert bus.read(2, 0x02) == bytes(2)
    assert bus.said[-1] == "script.chip_asleep"
    bus.write(0x00, 0xF1, 0x20)
    assert bus.read(2, 0x00) == b"\x71\x27"


def test_a_tmp117_has_steps_of_a_128th():
    """SNOS901D, 7.6 and table 7-7: 0220, 0117, -256 until eight samples of 125 ms; flags, offset, once, off."""
    bus = Bus("tmp117", temperature_c=25.0)
    assert [bus.read(2, each).hex() for each in (0x00, 0x01, 0x0F)] == ["8000", "0220", "0117"]
    assert bus.said == ["script.chip_too_early"]
    bus.pi.clock.sleep(0.126)
    assert bus.read(2, 0x01) == b"\x22\x20"
    assert bus.read(2, 0x00) == b"\x0c\x80"
    bus.set(temperature_c=-0.5)
    assert bus.read(2, 0x00) == b"\x0c\x80"
    bus.write(0x03, 0x00, 0x00)
    bus.write(0x07, 0x00, 0x20)  # a quarter of a degree more
    bus.pi.clock.sleep(1.0)
    assert bus.read(2, 0x00) == b"\xff\xe0"
    assert bus.read(2, 0x01) == b"\x42\x20"
    bus.write(0x01, 0x0C, 0x00)  # once, one sample
    bus.pi.clock.sleep(0.016)
    assert bus.read(2, 0x01)[0] & 0x2C == 0x24
    bus.write(0x01, 0x00, 0x02)
    assert bus.read(2, 0x00) == b"\x80\x00"


def test_an_mcp3424_tells_when_its_value_is_new():
    """DS22088, 4.9 and 5: 90 at first; bit 7 is 0 for a new value; 12 bits fill two bytes, 18 bits three."""
    bus = Bus("mcp3424", ch0_v=1.0, ch3_v=0.1)
    assert bus.read(3) == b"\x00\x00\x90"
    bus.pi.clock.sleep(0.0042)
    assert bus.read(4) == b"\x03\xe8\x10\x10"
    assert bus.read(3) == b"\x03\xe8\x90"
    bus.write(0b11101111)  # channel 4, once, 18 bits, gain 8
    bus.pi.clock.sleep(0.26)
    assert bus.read(4)[3] == 0xEF
    bus.pi.clock.sleep(0.01)
    assert bus.read(4) == (51_200).to_bytes(3, "big") + b"\x6f"
    bus.set(ch3_v=3.0)
    bus.write(0b11101100)
    bus.pi.clock.sleep(0.27)
    assert bus.read(3) == b"\x01\xff\xff"  # the most


def test_the_formula_of_a_dps310_by_hand():
    """Section 4.9.1, term by term for scaled values of -0.4 and 0.3."""
    by_hand = 79_000 - 0.4 * (-54_000 - 0.4 * (-9400 - 0.4 * -1000)) + 0.3 * -2300 + 0.3 * -0.4 * (1300 - 0.4 * -80)
    assert dps310.pascal_of(-0.4, 0.3) == pytest.approx(by_hand)


def test_a_dps310_measures_the_one_or_the_other_or_goes_on():
    """Section 7: 10 says who it is; C0 when it is awake; bits 5 and 4 for new values, cleared by reading."""
    bus = Bus("dps310", temperature_c=20.0, pressure_hpa=1000.0)
    assert (bus.read(1, 0x0D), bus.read(1, 0x08), bus.read(1, 0x28)) == (b"\x10", b"\xc0", b"\x80")
    assert bus.read(3, 0x10) == bytes((0x0D, 0x1E, 0xFC))  # 209 and -260, twelve bits each
    bus.write(0x07, 0x80)
    bus.write(0x08, 0x02)
    assert bus.read(3, 0x03) == bytes(3)
    assert bus.said == ["script.chip_too_early"]
    bus.pi.clock.sleep(0.004)
    assert bus.read(1, 0x08) == b"\xe0"
    raw = int.from_bytes(bus.read(3, 0x03), "big")
    assert 209 / 2 - 260 * raw / 524_288 == pytest.approx(20.0, abs=0.001)
    assert bus.read(1, 0x08) == b"\xc0"
    bus.write(0x06, 0x10)
    bus.write(0x08, 0x07)
    bus.pi.clock.sleep(0.01)
    assert bus.read(1, 0x08) == b"\xf7"
    pressed = int.from_bytes(bus.read(3, 0x00), "big", signed=True) / 524_288
    assert dps310.pascal_of(pressed, raw / 524_288) == pytest.approx(100_000, abs=0.2)
    bus.write(0x0C, 0x89)
    assert bus.read(1, 0x08) == b"\xc0"


def test_a_soil_sensor_answers_after_a_pause():
    """The protocol's status 00: 55 for its processor; 0F 10 the touch; 00 04 degrees with sixteen bits behind."""
    bus = Bus("soil", soil_pct=50.0, temperature_c=21.5)
    bus.write(0x00, 0x01)
    assert bus.read(1) == b"\x55"
    bus.write(0x0F, 0x10)
    assert bus.read(2) == b"\xff\xff"
    assert bus.said == ["script.chip_too_early"]
    bus.pi.clock.sleep(0.005)
    assert bus.read(2) == (668).to_bytes(2, "big")
    bus.write(0x00, 0x04)
    bus.pi.clock.sleep(0.005)
    assert bus.read(4) == b"\x00\x15\x80\x00"


@pytest.mark.parametrize(
    ("address", "talk", "words", "best"),
    [
        (0x40, [([0x00, 0x71, 0x27], 0)], "", "ina3221"),
        (0x40, [([0x05], 2), ([0x06], 2)], "", "ina3221"),
        (0x40, [([0x00, 0x39, 0x9F], 0), ([0x02], 2)], "", "ina219"),
        (0x48, [([0x0F], 2)], "", "tmp117"),
        (0x48, [([0x01, 0xC3, 0x83], 0), ([0x00], 2)], "", "ads1115"),
        (0x68, [([0x9C], 0), ([], 4)], "", "mcp3424"),
        (0x68, [([0x11], 2)], "", "ds3231"),
        (0x77, [([0x0D], 1)], "", "dps310"),
        (0x77, [([0x07, 0x80], 0)], "", "dps310"),
        (0x77, [([0x00], 1)], "", "bmp388"),
        (0x36, [([0x0F, 0x10], 0), ([], 2)], "", "soil"),
        (0x36, [([0x02], 2)], "", "max17043"),
    ],
)
def test_the_first_bytes_tell_them_from_others(address, talk, words, best):
    spoken = Talk(address, [(bytes(sent), asked) for sent, asked in talk], frozenset(words.split()))
    here = [kind for kind in KINDS.values() if address in kind.addresses]
    assert max(here, key=lambda kind: kind.fits(spoken)).name == best
