"""OLED displays take the bytes of their data sheets: SSD1306 (Solomon Systech, rev 1.1), SH1106 (Sino Wealth, v2.3)."""

import pytest

from devices import WiredPart
from sim.programs.parts.displays.sh110x import Sh1106Chip
from sim.programs.parts.displays.ssd1306 import Ssd1306Chip
from sim.virtual_pi import VirtualPi

ON = (0x8D, 0x14, 0xA1, 0xC8, 0xAF)  # application note in the SSD1306 data sheet: charge pump, both ways round, on


def display(kind=Ssd1306Chip, begin=ON):
    chip = kind(VirtualPi(), WiredPart("oled", "oled", {"address": 0x3C}), {}, {})
    order(chip, *begin)
    return chip


def order(chip, *codes):
    chip.write(bytes((0x00, *codes)))


def lit(chip):
    """The lit pixels as (x, y)."""
    return {(x, y) for y, row in enumerate(chip.picture.rows) for x, pixel in enumerate(row) if pixel}


def test_the_pointer_goes_on_as_the_addressing_mode_says():
    chip = display()
    order(chip, 0x20, 0x00, 0x21, 126, 127, 0x22, 6, 7)  # figure 10-3: to the end of the columns, then a page on
    chip.write(bytes((0x40, 0x01, 0x02, 0x04, 0x80, 0x10)))
    assert lit(chip) == {(126, 52), (127, 49), (126, 58), (127, 63)}  # the fifth byte is where the first was
    chip = display()
    order(chip, 0x20, 0x01, 0x21, 3, 4, 0x22, 0, 1)  # figure 10-4: down first
    chip.write(bytes((0x40, 1, 1, 1)))
    assert lit(chip) == {(3, 0), (3, 8), (4, 0)}
    chip = display()
    order(chip, 0x20, 0x02, 0xB2, 0x0F, 0x17)  # section 10.1.3: in one page, and from its end to its start
    chip.write(bytes((0x40, 1, 1)))
    assert lit(chip) == {(127, 16), (0, 16)}


def test_bytes_one_by_one_and_commands_in_pieces_do_the_same():
    whole, pieces = display(), display()
    order(whole, 0x20, 0x00, 0x21, 5, 9, 0x22, 1, 1)
    for code in (0x20, 0x00, 0x21, 5, 9, 0x22, 1, 1):
        pieces.write(bytes((0x80, code)))  # section 8.1.5.2: one byte, then another control byte
    whole.write(bytes((0x40, 0xFF, 0x81)))
    pieces.write(bytes((0xC0, 0xFF, 0xC0, 0x81)))
    assert lit(whole) == lit(pieces) == {(5, y) for y in range(8, 16)} | {(6, 8), (6, 15)}


@pytest.mark.parametrize(
    ("codes", "where"),
    [
        ((), (1, 0)),
        ((0xC0,), (1, 63)),  # the other way round, at once
        ((0x48,), (1, 56)),  # start line 8
        ((0xD3, 0x10), (1, 48)),  # offset: what was on COM16 is on COM0
        ((0xA0,), (1, 0)),  # the segment remap is for what comes after it
    ],
)
def test_the_glass_shows_the_memory_as_it_is_told(codes, where):
    chip = display()
    order(chip, 0x00, 0x10)
    chip.write(b"\x40\x00\x01")
    order(chip, *codes)
    assert lit(chip) == {where}


def test_a_mirrored_display_gets_its_columns_from_the_right():
    chip = display()
    order(chip, 0xA0, 0x20, 0x00)
    chip.write(b"\x40\x01\x01\x01")
    assert lit(chip) == {(127, 0), (126, 0), (125, 0)}


def test_it_is_inverted_all_on_off_and_as_tall_as_its_multiplex_ratio():
    chip = display()
    order(chip, 0xA8, 31, 0xA7)
    assert len(lit(chip)) == 128 * 32
    order(chip, 0xA6)
    assert not lit(chip)
    order(chip, 0xA5)
    assert len(lit(chip)) == 128 * 32
    order(chip, 0xAE)
    assert not lit(chip)
    assert chip.before_dark[0] == "\u28ff" * 64


def test_without_its_charge_pump_nothing_lights_up():
    chip = display(begin=(0xA1, 0xC8, 0xAF))
    order(chip, 0xA5)
    assert not chip.lit
    assert not lit(chip)


def test_an_sh1106_has_its_glass_at_column_2_and_stays_in_its_page():
    chip = display(Sh1106Chip, begin=(0xA1, 0xC8, 0xAF))
    order(chip, 0xB1, 0x02, 0x10)
    chip.write(bytes((0x40, *[0x01] * 140)))
    assert lit(chip) == {(x, 8) for x in range(128)}
    order(chip, 0xAD, 0x8A)  # the DC-DC converter is switched off
    assert not chip.lit


def test_a_picture_is_a_png_file_that_others_can_read():
    image = pytest.importorskip("PIL.Image")
    from io import BytesIO

    chip = display()
    chip.write(b"\x40\x01\x80")
    with image.open(BytesIO(chip.picture.png())) as found:
        assert found.size == (128, 64)
        assert {(x, y) for x in range(128) for y in range(64) if found.convert("1").getpixel((x, y))} == lit(chip)
