"""Displays of letters and LEDs take the bytes of their data sheets: HD44780U (Hitachi), HT16K33 (Holtek, v1.10)."""

import pytest

from devices import WiredPart
from sim.programs.parts.displays.ht16k33 import DigitsChip, DoubleMatrixChip, LettersChip, MatrixChip, WideMatrixChip
from sim.programs.parts.hd44780 import Hd44780
from sim.programs.parts.segments import fourteen, seven
from sim.virtual_pi import VirtualPi


def letters():
    """A controller that has been told so: four bits, two lines, on, clear (data sheet, figure 24)."""
    found = Hd44780()
    for bits in (3, 3, 3, 2):
        found.nibble(bits, False)
    for code in (0x28, 0x0C, 0x06, 0x01):
        order(found, code)
    return found


def order(display, code, is_text=False):
    display.nibble(code >> 4, is_text)
    display.nibble(code & 0x0F, is_text)


def write(display, text):
    for code in text:
        order(display, code, True)


def test_a_display_of_two_lines_has_sixteen_letters_and_one_of_four_has_twenty():
    display = letters()
    write(display, b"01234567890123456789")
    assert display.lines == ("0123456789012345", "")
    order(display, 0x80 | 0x54)  # where only four lines have a beginning
    write(display, b"end")
    assert display.lines == ("01234567890123456789", "", "", "end")
    order(display, 0x18)  # the whole display to the left: all memory lines turn
    assert display.lines[:1] == ("1234567890123456789",)
    order(display, 0x02)
    assert display.lines[:1] == ("01234567890123456789",)


@pytest.mark.parametrize(
    ("rows", "letter"),
    [
        ((0, 0, 0, 0, 0, 0, 31, 31), "\u2582"),
        ((24,) * 8, "\u258e"),
        ((0x0C, 0x12, 0x12, 0x0C, 0, 0, 0, 0), "\u00b0"),
        ((0x00, 0x0A, 0x1F, 0x1F, 0x0E, 0x04, 0x00, 0x00), "\u2665"),
        ((1, 2, 4, 8, 16, 8, 4, 2), "\u25a0"),
        ((0,) * 8, ""),
    ],
)
def test_a_letter_of_its_own_is_shown_as_what_it_looks_like(rows, letter):
    display = letters()
    order(display, 0x40 | 3 << 3)  # drawing of letter 3
    write(display, rows)
    order(display, 0x80)
    write(display, (3,))
    assert display.lines[0] == letter


def leds(kind):
    chip = kind(VirtualPi(), WiredPart("leds", "leds", {"address": 0x70}), {}, {})
    chip.write(b"\x21")  # the oscillator runs
    chip.write(b"\x81")  # it shows
    return chip


def test_digits_stand_at_every_second_byte_with_the_colon_in_the_middle():
    chip = leds(DigitsChip)
    chip.write(bytes((0x00, 0x06, 0, 0xDB, 0, 0x02, 0, 0x4F, 0, 0x66)))
    assert chip.lines == ("12.:34",)
    chip.write(b"\x08\x00")
    assert chip.lines == ("12.:3",)
    chip.write(b"\x87")  # blinks twice in four seconds
    assert (chip.blinks_hz, chip.lit) == (0.5, True)
    chip.write(b"\xe7")
    assert chip.sixteenths == 8
    chip.write(b"\x20")  # the oscillator stands still
    assert (chip.lines, chip.before_dark) == (("",), ("12.:3",))


def test_letters_have_two_bytes_each():
    chip = leds(LettersChip)
    chip.write(bytes((0x00, 0xF7, 0x00, 0xF6, 0x00, 0x38, 0x40, 0xFF, 0x3F)))
    assert chip.lines == ("AHL.\u00bf",)
    assert fourteen(0x0C3F) == "0"
    assert [seven(bits) for bits in (0x3F, 0x76, 0x80, 0x23)] == ["0", "H", " .", "\u00bf"]


@pytest.mark.parametrize(
    ("kind", "where"),
    [(MatrixChip, {(1, 1)}), (WideMatrixChip, {(1, 0), (9, 7)}), (DoubleMatrixChip, {(0, 1), (15, 1)})],
)
def test_how_a_matrix_is_wired(kind, where):
    chip = leds(kind)
    chip.write(b"\x02\x01\x80")
    assert {(x, y) for y, row in enumerate(chip.picture.rows) for x, pixel in enumerate(row) if pixel} == where
