"""An SH1107 takes the commands of its data sheet, and nobody takes it for an SSD1306."""

import pytest

from sim.programs.parts.catalog import KINDS
from sim.programs.parts.kind import Talk
from tests.sim.programs.chip_bus import Bus


def lit(bus):
    return {(x, y) for y, row in enumerate(bus.chip.pixels().rows) for x, pixel in enumerate(row) if pixel}


def test_its_pointer_goes_along_a_page_or_from_page_to_page():
    """Commands 20 and 21: page and vertical addressing; B0 to BF the page; 00 to 17 the column; DC the first line."""
    bus = Bus("sh1107")
    bus.write(0x00, 0xAF)
    bus.write(0x00, 0xBF, 0x0F, 0x17)
    bus.write(0x40, 0x01, 0x80)  # the last column of the last page, and then its first one
    assert lit(bus) == {(127, 120), (0, 127)}
    bus.write(0x00, 0x21, 0xBF, 0x05, 0x10)
    bus.write(0x40, 0x02, 0x04)  # down: on to the first page of the next column
    assert lit(bus) == {(127, 120), (0, 127), (5, 121), (6, 2)}
    bus.write(0x00, 0xDC, 0x02)
    assert lit(bus) == {(127, 118), (0, 125), (5, 119), (6, 0)}
    bus.write(0x00, 0xA1, 0xC8)
    assert lit(bus) == {(0, 9), (127, 2), (122, 8), (121, 127)}
    bus.write(0x00, 0xA7)
    assert len(lit(bus)) == 128 * 128 - 4
    bus.write(0x00, 0xAE)
    assert lit(bus) == set()


@pytest.mark.parametrize(("offset", "width"), [(0x60, 64), (0x68, 80), (0x00, 128)])
def test_the_offset_of_its_module_says_how_wide_the_glass_is(offset, width):
    bus = Bus("sh1107")
    bus.write(0x00, 0xD3, offset)
    assert (bus.chip.pixels().width, len(bus.chip.pixels().rows)) == (width, 128)


@pytest.mark.parametrize(
    ("talk", "words", "best"),
    [
        ([[0x00, 0xAE], [0x00, 0xDC], [0x00, 0x00]], "", "sh1107"),
        ([[0x00, 0xAE, 0x20, 0xA6, 0xA8, 0x7F]], "", "sh1107"),
        ([[0x00, 0xB9], [0x00, 0x00], [0x00, 0x10], [0x40, 0x01]], "", "sh1107"),
        ([[0x00, 0x81, 0xDC]], "", "ssd1306"),
        ([[0x00, 0x81], [0x00, 0xBC]], "", "ssd1306"),
        ([[0x00, 0xAE]], "sh1107", "sh1107"),
        ([[0x00, 0xAE]], "sh1106", "sh1106"),
        ([[0x00, 0xAE]], "", "ssd1306"),
    ],
)
def test_the_first_bytes_tell_it_from_the_other_displays(talk, words, best):
    spoken = Talk(0x3C, [(bytes(sent), 0) for sent in talk], frozenset(words.split()))
    here = [kind for kind in KINDS.values() if 0x3C in kind.addresses]
    assert max(here, key=lambda kind: kind.fits(spoken)).name == best
