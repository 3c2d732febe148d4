"""E-paper takes what it shows as the command table of the SSD1680 says, and is busy while its ink moves."""

from devices import WiredPart
from sim.programs.parts.catalog import KINDS
from sim.programs.parts.kind import Talk
from sim.programs.parts.spi.epaper import EpaperChip
from sim.programs.parts.spi.epaper_uc import UcPaperChip
from sim.virtual_pi import VirtualPi

DC, BUSY = 25, 24


class Paper:
    def __init__(self, kind=EpaperChip):
        self.pi = VirtualPi()
        self.dc = self.pi.pins[DC]
        self.dc.pi_writes(0.0)
        self.chip = kind(self.pi, WiredPart("epaper", "epaper", {"device": 0}), {}, {})
        self.chip.called = lambda words: (BUSY,) if "busy" in words else ()
        for command, *data in ((0x12,), (0x11, 3), (0x44, 0, 0), (0x45, 0, 0, 1, 0)) if kind is EpaperChip else ():
            self.send(command, *data)

    def send(self, command, *data):
        self.dc.pi_writes(0.0)
        self.chip.transfer([command])
        self.dc.pi_writes(1.0)
        if data:
            self.chip.transfer(data)

    def draw(self, register, *data, at=(0, 0)):
        self.send(0x4E, at[0])
        self.send(0x4F, at[1], 0)
        self.send(register, *data)

    def refresh(self, how=0xF7):
        self.send(0x22, how)
        self.send(0x20)

    @property
    def rows(self):
        return [list(row) for row in self.chip.picture.rows]

    def busy_for(self):
        since = self.pi.clock.monotonic()
        while self.pi.pins[BUSY].level:
            self.pi.clock.sleep(0.01)
        return round(self.pi.clock.monotonic() - since, 1)


def test_nothing_is_seen_before_the_refresh_and_0_is_ink():
    paper = Paper()
    paper.draw(0x24, 0x0F, 0xFE)
    assert paper.chip.picture.is_dark
    paper.refresh()
    assert paper.rows == [[1, 1, 1, 1, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 1]]
    paper.send(0x10, 1)  # deep sleep
    assert not paper.chip.picture.is_dark


def test_the_second_memory_is_red_unless_it_holds_the_last_picture():
    paper = Paper()
    paper.draw(0x24, 0x0F, 0xFF)
    paper.draw(0x26, 0x00, 0xC0)
    paper.refresh()
    assert paper.rows == [[1, 1, 1, 1, 0, 0, 0, 0], [2, 2, 0, 0, 0, 0, 0, 0]]
    paper.draw(0x26, 0x0F, 0xFF)
    paper.refresh()
    assert paper.rows[1] == [0] * 8


def test_the_entry_mode_says_which_way_it_is_filled():
    paper = Paper()
    paper.send(0x44, 0, 1)
    paper.send(0x11, 0x00)
    paper.draw(0x24, 0xFE, 0xFD, 0xFB, 0xF7, at=(1, 1))
    paper.refresh()
    assert paper.rows == [[0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0], [0] * 6 + [1, 0] + [0] * 7 + [1]]
    paper.send(0x11, 0x07)  # rows first
    paper.draw(0x24, 0x7F, 0xBF, 0xDF, 0xEF)
    paper.refresh()
    assert paper.rows == [[1, *[0] * 7, 0, 0, 1, *[0] * 5], [0, 1, *[0] * 6, 0, 0, 0, 1, *[0] * 4]]


def test_columns_of_a_large_one_are_counted_in_pixels():
    """SSD1677 (rev 1.0): commands 0x44 and 0x4E have two bytes a place."""
    paper = Paper()
    paper.send(0x44, 0, 0, 15, 0)
    paper.send(0x4E, 8, 0)
    paper.send(0x4F, 0, 0)
    paper.send(0x24, 0x7F)
    paper.refresh()
    assert paper.rows[0] == [0] * 8 + [1] + [0] * 7


def test_it_is_busy_for_two_seconds_or_a_third_of_one():
    paper = Paper()
    paper.pi.clock.sleep(0.1)
    paper.draw(0x24, 0x0F, 0xFF)
    paper.refresh()
    assert paper.busy_for() == 2.0
    paper.refresh(0xFF)
    assert paper.busy_for() == 0.3


def test_a_large_one_has_two_memories_whose_meaning_its_settings_tell():
    """UC8179 (rev 0.4): R00H bit 4, R50H DDX; the UC8176 has DDX in bits 5 and 4 of its only byte."""
    paper = Paper(UcPaperChip)
    paper.send(0x61, 8, 0, 2)  # three bytes: 8 by 2
    paper.send(0x13, 0x0F, 0xFF)
    paper.send(0x12)
    assert paper.rows == [[1, 1, 1, 1, 0, 0, 0, 0], [0] * 8]
    paper.send(0x50, 0x87)  # DDX 0: a 1 is ink
    paper.send(0x12)
    assert paper.rows == [[0, 0, 0, 0, 1, 1, 1, 1], [1] * 8]
    paper.send(0x00, 0x0F)
    paper.send(0x50, 0x97)
    paper.send(0x10, 0xFE, 0xFF)
    paper.send(0x13, 0x00, 0x80)
    paper.send(0x12)
    assert paper.rows == [[0] * 7 + [1], [2] + [0] * 7]
    paper.send(0x50, 0x31, 0x07)
    assert not paper.pi.pins[BUSY].level
    paper.pi.clock.sleep(4.1)
    assert paper.pi.pins[BUSY].level


def test_a_picture_that_is_not_whole_changes_nothing():
    paper = Paper(UcPaperChip)
    paper.send(0x61, 0, 8, 0, 2)
    paper.send(0x13, 0x0F)
    paper.send(0x12)
    assert paper.chip.picture.is_dark


def test_only_a_program_that_speaks_of_it_and_resets_it_first_has_one():
    fits = KINDS["epaper"].fits
    reset, power = [(b"\x12", 1)], [(b"\x01", 1)]
    assert fits(Talk(0, reset, frozenset(("epd",)))) > 0.5
    assert fits(Talk(0, power, frozenset(("epd",)))) == 0.0
    assert fits(Talk(0, reset, frozenset(("tft",)))) == 0.0
    large = KINDS["epaper_uc"].fits
    assert large(Talk(0, power, frozenset(("epd7in5",)))) > 0.5
    assert large(Talk(0, reset, frozenset(("epd7in5",)))) == 0.0
    assert large(Talk(0, power, frozenset(("epd2in9",)))) == 0.0
