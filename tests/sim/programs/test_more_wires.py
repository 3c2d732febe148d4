"""PCA9554, PCA9555, PCF8575, MCP4728 and DRV2605L take the bytes of their data sheets."""

import pytest

from tests.sim.programs.chip_bus import Bus


@pytest.fixture
def driven():
    """What a chip's wires were last driven to."""
    return {}


def on(kind, driven, **felt):
    bus = Bus(kind, **felt)
    bus.chip.on_drive = lambda wire, level: driven.update({wire.removeprefix("part_"): level})
    return bus


def test_a_pca9554_has_four_registers(driven):
    """Tables 4 to 8: FF, FF, 00, FF; the pointer stays; the polarity turns inputs round."""
    bus = on("pca9554", driven, p7_pressed=True)
    assert [bus.read(1, each) for each in range(4)] == [b"\x7f", b"\xff", b"\x00", b"\xff"]
    bus.write(3, 0xF0)
    bus.write(1, 0x05)
    assert driven == {"p0": 1.0, "p1": 0.0, "p2": 1.0, "p3": 0.0, **dict.fromkeys(("p4", "p5", "p6", "p7"))}
    assert bus.read(2, 0) == b"\x75\x75"
    bus.write(2, 0xFF)
    assert bus.read(1, 0) == b"\x85"
    assert bus.chip.inputs_in_use == ("p4", "p5", "p6", "p7")


def test_a_pca9555_has_pairs_of_them(driven):
    """Section 6.2: a second byte goes to the other register of the pair."""
    bus = on("pca9555", driven, p11_pressed=True)
    assert bus.read(2, 0) == b"\xff\xfd"
    bus.write(6, 0x00, 0xFF)
    bus.write(2, 0x81)
    assert [name for name, level in driven.items() if level] == ["p00", "p07"]
    assert bus.read(4, 1) == b"\xfd\x81\xfd\x81"


def test_a_pcf8575_has_none(driven):
    """Section 8: P07 to P00 first, then P17 to P10; what is written 1 can be an input."""
    bus = on("pcf8575", driven, p17_pressed=True)
    assert bus.read(2) == b"\xff\x7f"
    bus.write(0xFE, 0xFF)
    assert driven == {"p00": 0.0}
    assert bus.read(4) == b"\xfe\x7f\xfe\x7f"
    assert "p00" not in bus.chip.inputs_in_use
    assert "p17" in bus.chip.inputs_in_use


def test_an_mcp4728_drives_four_voltages(driven):
    """DS22187, figures 5-7 to 5-11: fast, multi, sequence, single; references, gains, power-down; 24 bytes to read."""
    bus = on("mcp4728", driven)
    assert bus.read(6) == b"\xc0\x80\x00\xc8\x80\x00"
    bus.write(0x80)
    bus.write(0x0F, 0xFF, 0x08, 0x00, 0x04, 0x00, 0x00, 0x00)
    assert [round(driven[each], 4) for each in "abcd"] == [0.9998, 0.5, 0.25, 0.0]
    bus.write(0x42, 0x88, 0x00)
    assert driven["b"] == pytest.approx(1.024 / 3.3)
    bus.write(0x44, 0x98, 0x00)
    assert driven["c"] == pytest.approx(2.048 / 3.3)
    bus.write(0xC0)
    assert driven["c"] == pytest.approx(1.024 / 3.3)
    bus.write(0xA0, 0x10)
    assert driven["d"] is None
    bus.write(0x58 | 3 << 1, 0x0C, 0x00)
    assert driven["d"] == pytest.approx(0.75)
    assert bus.read(24)[18:] == b"\xf0\x0c\x00\xf8\x0c\x00"
    bus.write(0x54, 0x01, 0x00, 0x02, 0x00)
    assert bus.read(24)[12:18] == b"\xe0\x01\x00\xe8\x01\x00"


def test_a_drv2605_plays_what_is_in_its_list():
    """SLOS854: E0, asleep in 40; effects until a 0, pauses of 10 ms; the start bit goes when it is over."""
    bus = Bus("drv2605")
    assert bus.read(5, 0x00) == b"\xe0\x40\x00\x01\x01"
    bus.write(0x0C, 1)
    assert bus.said == ["script.drv2605.asleep"]
    bus.write(0x01, 0x00)
    bus.write(0x04, 12, 0x80 | 20, 7, 0, 9)
    bus.write(0x0C, 1)
    assert bus.read(1, 0x0C) == b"\x01"
    bus.pi.clock.sleep(0.69)
    assert bus.read(1, 0x0C) == b"\x01"
    bus.pi.clock.sleep(0.02)
    assert bus.read(1, 0x0C) == b"\x00"
    bus.write(0x01, 0x05)
    for value in (0x40, 0x81, 0x00):
        bus.write(0x02, value)
    assert bus.chip.as_json() == {"effects": [12, 7], "strengths_pct": [0, 50, -100, 0]}
    bus.write(0x1D, 0xA8)
    bus.write(0x02, 0xFF)
    assert bus.chip.as_json()["strengths_pct"][-1] == 100
    bus.write(0x01, 0x80)
    assert bus.read(1, 0x01) == b"\x40"
