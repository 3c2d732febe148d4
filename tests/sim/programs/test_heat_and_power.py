"""An AMG8833 and an INA260 answer with the bytes of their data sheets."""

import pytest

from sim.programs.parts.catalog import KINDS
from sim.programs.parts.kind import Talk
from tests.sim.programs.chip_bus import Bus

WARM = {"object_temperature_c": 25.0, "temperature_c": -0.25, "object_column": 3.0, "object_row": 1.0}


def pixel(bus, column, row):
    at = 0x80 + 2 * ((row - 1) * 8 + column - 1)
    return int.from_bytes(bus.read(2, at), "little")


def test_an_amg8833_gives_quarters_of_a_degree_and_its_thermistor_sixteenths():
    """Grid-EYE, tables of values: pixels are 12 bits of two's complement, 064 is 25 C, FFF is -0.25 C; a thermistor of
    -0.25 C is 804, a sign and a size."""
    bus = Bus("amg8833", **WARM)
    assert (pixel(bus, 3, 1), pixel(bus, 8, 8)) == (0x064, 0xFFF)
    assert bus.read(2, 0x0E) == b"\x04\x08"
    assert len(bus.read(128, 0x80)) == 128
    bus.set(temperature_c=25.0)
    bus.pi.clock.sleep(0.11)
    assert pixel(bus, 8, 8) == 0x064
    assert bus.read(2, 0x0E) == b"\x90\x01"


def test_an_amg8833_gives_a_frame_ten_times_a_second_or_once():
    """Registers PCTL (00 normal, 10 sleep, 20 and 21 standby) and FPSC: what is read is the last frame."""
    bus = Bus("amg8833", **WARM)
    assert pixel(bus, 3, 1) == 100
    bus.set(object_temperature_c=50.0)
    bus.pi.clock.sleep(0.05)
    assert pixel(bus, 3, 1) == 100
    bus.pi.clock.sleep(0.06)
    assert pixel(bus, 3, 1) == 200
    bus.write(0x02, 0x01)
    bus.pi.clock.sleep(0.2)
    assert pixel(bus, 3, 1) == 200
    bus.set(object_temperature_c=60.0)
    bus.pi.clock.sleep(0.9)
    assert pixel(bus, 3, 1) == 200
    bus.pi.clock.sleep(0.2)
    assert pixel(bus, 3, 1) == 240
    assert bus.said == []
    bus.write(0x00, 0x10)
    bus.pi.clock.sleep(5)
    bus.set(object_temperature_c=70.0)
    assert pixel(bus, 3, 1) == 240
    assert bus.said == ["script.chip_asleep"]


def test_an_amg8833_notes_what_is_beyond_its_limits():
    """Registers INTC, STAT, SCLR and INTHL to INTLH: bit 1 stays until it is cleared."""
    bus = Bus("amg8833", **WARM)
    for register, value in ((0x08, 0x68), (0x09, 0x00), (0x0A, 0x00), (0x0B, 0x0F), (0x03, 0x03)):
        bus.write(register, value)  # 26 C and -64 C
    assert bus.read(1, 0x04) == b"\x00"
    bus.set(object_temperature_c=27.0)
    bus.pi.clock.sleep(0.11)
    assert bus.read(1, 0x04) == b"\x02"
    bus.set(object_temperature_c=25.0)
    bus.pi.clock.sleep(0.11)
    bus.write(0x05, 0x02)
    assert bus.read(1, 0x04) == b"\x00"
    assert bus.said == ["script.no_interrupt"]


def test_an_ina260_alerts_above_its_limit_and_keeps_the_flag_until_it_is_read():
    """SBOS656, 8.6.6: bit 15 compares the current, bit 4 is the flag, bit 0 keeps it; a step is 1.25 mA."""
    bus = Bus("ina260", voltage_v=12.0, current_a=0.5)
    bus.write(0x07, *(400).to_bytes(2))  # 0.5 A
    bus.write(0x06, 0x80, 0x01)
    assert bus.read(2, 0x06) == bytes((0x80, 0x09))
    bus.set(current_a=0.6)
    bus.chip.world_moved()
    bus.set(current_a=0.1)
    bus.chip.world_moved()
    assert bus.read(2, 0x06) == bytes((0x80, 0x19))
    assert bus.read(2, 0x06) == bytes((0x80, 0x09))
    bus.write(0x06, 0x10, 0x00)  # the lower voltage counts; it does not stay
    bus.write(0x07, *(9600).to_bytes(2))  # 12 V
    assert bus.read(2, 0x06) == bytes((0x10, 0x08))
    bus.set(voltage_v=11.9)
    assert bus.read(2, 0x06) == bytes((0x10, 0x18))


def test_an_ina260_gives_amperes_volts_and_watts_by_itself():
    """SBOS656, section 8.6: configuration 6127, 1.25 mA, 1.25 mV and 10 mW a step; TI, and 2270."""
    bus = Bus("ina260", voltage_v=12.0, current_a=10.0)
    assert (bus.read(2, 0x00), bus.read(2, 0xFE), bus.read(2, 0xFF)) == (b"\x61\x27", b"TI", b"\x22\x70")
    assert (bus.read(2, 0x01), bus.read(2, 0x02), bus.read(2, 0x03)) == (b"\x1f\x40", b"\x25\x80", b"\x2e\xe0")
    bus.set(current_a=-1.0)
    assert (bus.read(2, 0x01), bus.read(2, 0x03)) == (b"\xfc\xe0", b"\x04\xb0")
    bus.write(0x00, 0x61, 0x20)
    assert bus.read(2, 0x01) == b"\x00\x00"
    bus.write(0x00, 0xE1, 0x27)
    assert bus.read(2, 0x00) == b"\x61\x27"
    assert bus.read(2, 0x05) == b"\x00\x00"
    assert bus.said == ["script.chip_asleep", "script.not_modeled"]


@pytest.mark.parametrize(
    ("address", "talk", "words", "best"),
    [
        (0x69, [([0x01, 0x3F], 0)], "", "amg8833"),
        (0x69, [([0x80], 2)], "", "amg8833"),
        (0x69, [([0x75], 1)], "", "mpu6050"),
        (0x69, [([0x00, 0x00], 0)], "amg88xx", "amg8833"),
        (0x68, [([0x00], 7)], "", "ds3231"),
        (0x68, [([0x0E, 0x1C], 0)], "", "ds3231"),
        (0x40, [([0x00, 0x65, 0x27], 0)], "", "ina260"),
        (0x40, [([0x00, 0x41, 0x27], 0)], "", "ina226"),
        (0x40, [([0x00, 0x39, 0x9F], 0)], "", "ina219"),
        (0x40, [([0x02], 2)], "ina260", "ina260"),
        (0x40, [([0xFE], 2)], "", "ina226"),
    ],
)
def test_the_first_bytes_tell_these_from_others(address, talk, words, best):
    spoken = Talk(address, [(bytes(sent), asked) for sent, asked in talk], frozenset(words.split()))
    here = [kind for kind in KINDS.values() if address in kind.addresses]
    assert max(here, key=lambda kind: kind.fits(spoken)).name == best
