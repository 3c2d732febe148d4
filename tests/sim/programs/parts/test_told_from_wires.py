"""What only takes signals is told from them: notes, digits in every wiring, and the bits of a TM1637."""

from __future__ import annotations

import pytest

from sim.programs.parts.driven.buzzer import note_of
from sim.programs.parts.driven.lights.seven_segment import DigitRow, wiring_of
from sim.programs.parts.driven.lights.tm1637 import Reader
from sim.programs.parts.driven.servo import angle_deg

CATHODE = (0x3F, 0x06, 0x5B, 0x4F, 0x66, 0x6D, 0x7D, 0x07, 0x7F, 0x6F)  # 0 to 9, bit 0 is segment a, 1 lights
BACKWARD = (0xFC, 0x60, 0xDA, 0xF2)  # the same with a at bit 7


def test_frequencies_are_notes() -> None:
    """Equal temperament; tables of textbooks are rounded to whole hertz."""
    assert [note_of(hertz) for hertz in (440, 262, 523, 466, 3951, 131)] == ["A4", "C4", "C5", "A#4", "B7", "C3"]
    assert note_of(452) == "452 Hz"  # half a semitone off


def test_pulses_are_angles() -> None:
    assert [angle_deg(ms / 1000) for ms in (0.5, 1.0, 1.5, 2.5)] == pytest.approx([0.0, 45.0, 90.0, 180.0])


@pytest.mark.parametrize(
    ("codes", "digits"),
    [
        (CATHODE, "0123456789"),
        ([byte ^ 0xFF for byte in CATHODE], "0123456789"),
        (BACKWARD, "0123"),
        ([byte ^ 0xFF for byte in BACKWARD], "0123"),
        ([byte ^ 0x7F for byte in CATHODE], "0123456789"),  # the eighth bit is always 0, and nothing hangs on it
    ],
)
def test_the_digits_tell_how_the_segments_are_wired(codes: list[int], digits: str) -> None:
    wiring = wiring_of(codes)
    assert wiring is not None
    assert "".join(DigitRow().text((0,), {0: wiring.segments(code)}) for code in codes) == digits


@pytest.mark.parametrize(
    "codes",
    [
        [1 << place for place in range(8)],
        [1 << place for place in range(4)],
        [0xFF ^ 1 << place for place in range(8)],
        [(1 << count) - 1 for count in range(9)],
        CATHODE[:2],
    ],
)
def test_lamps_and_too_few_digits_have_no_wiring(codes: list[int]) -> None:
    assert wiring_of(codes) is None


def test_a_tm1637_hears_whole_bytes_between_begin_and_end() -> None:
    """Data sheet V2.4, figure "write SRAM data": the lowest bit first, and a ninth pulse after each byte."""
    clock, data = 2, 3
    codes = [4 * clock + 1, 4 * data + 1, 4 * data]
    for byte in (0xC0, 0x3F):
        for bit in range(8):
            codes += [4 * clock, 4 * data + (byte >> bit & 1), 4 * clock + 1]
        codes += [4 * clock, 4 * data + 2, 4 * clock + 1]  # the program lets go of the data wire
    codes += [4 * clock, 4 * data, 4 * clock + 1, 4 * data + 1]
    assert list(Reader(clock, data).take(bytes(codes))) == [b"\xc0\x3f"]
