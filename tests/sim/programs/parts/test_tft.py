"""A TFT takes the commands of its data sheet: ST7735S (Sitronix, v1.4), chapter 10."""

from devices import WiredPart
from sim.programs.parts.displays.tft import TftChip
from sim.programs.parts.picture import Picture
from sim.virtual_pi import VirtualPi

DC = 24
RED, GREEN, WHITE = 0xE0, 0x1C, 0xFF  # three bits of red, three of green, two of blue


class Display:
    def __init__(self):
        self.pi = VirtualPi()
        self.dc = self.pi.pins[DC]
        self.dc.pi_writes(0.0)
        self.chip = TftChip(self.pi, WiredPart("tft", "tft", {"device": 0}), {}, {})

    def send(self, command, *data):
        self.dc.pi_writes(0.0)
        self.chip.transfer([command])
        self.dc.pi_writes(1.0)
        if data:
            self.chip.transfer(data)

    @property
    def rows(self):
        return [row.hex() for row in self.chip.picture.rows]


def test_a_window_is_filled_row_by_row_and_its_colors_are_those_of_the_program():
    display = Display()
    for command, data in ((0x11, ()), (0x3A, (0x05,)), (0x29, ()), (0x2A, (0, 10, 0, 11)), (0x2B, (0, 5, 0, 6))):
        display.send(command, *data)
    display.send(0x2C, 0xF8, 0x00, 0x07)  # red, and half of green
    display.chip.transfer([0xE0, 0xFF, 0xFF])
    assert display.rows == ["e01c", "ff00"]
    display.send(0x2A, 0, 11, 0, 11)
    display.send(0x3A, 0x06)  # three bytes a pixel
    display.send(0x2C, 0xFC, 0xFC, 0xFC)
    assert display.rows == ["e0ff", "ff00"]
    display.send(0x28)
    assert display.chip.picture.is_dark
    display.send(0x01)
    assert not display.chip.lit


def test_a_wide_picture_is_halved_for_a_terminal_and_stands_out_from_its_ground():
    row, lit = bytes([GREEN] * 160), bytes([GREEN] * 150 + [RED] * 10)
    picture = Picture((row,) * 31 + (lit,), ((0, 0, 0),) * 256, GREEN)
    lines = picture.lines()
    assert {len(line) for line in lines} == {40}
    assert lines[-1] == "\u2800" * 37 + "\u2880\u28c0\u28c0"
    assert picture.text_rows()[-1] == "." * 150 + "#" * 10
