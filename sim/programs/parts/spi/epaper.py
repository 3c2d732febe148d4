"""E-paper on SPI with SSD1680, SSD1681, SSD1675B, SSD1683 or SSD1677, as on most displays of Waveshare since 2020.

Data sheet SSD1680 (Solomon Systech, rev 0.14), command table. The picture is as the memory has it: a wide one may lie
on its side. Ink stays without power. Waveforms, borders and temperature change nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import partial

from devices import Message
from sim.programs.parts.display import PixelChip
from sim.programs.parts.displays.dc_wire import DcChip
from sim.programs.parts.kind import SPI, PartKind, Talk
from sim.programs.parts.picture import BLACK, WHITE, Picture

SLEEP, DEEPLY = 0x10, 0x01
LINES_USED, ENTRY, RESET, REFRESH, HOW, INK, RED, COLUMNS, ROWS, COLUMN, ROW = (
    *(0x01, 0x11, 0x12, 0x20, 0x22, 0x24, 0x26),
    *(0x44, 0x45, 0x4E, 0x4F),
)
RIGHT, DOWN, ROWS_FIRST = 1, 2, 4  # of the entry mode
FAST = 0x08  # of the second update control: display mode 2
FULL_S, FAST_S, RESET_S = 2.0, 0.3, 0.01  # panels of 2.13 inches: how long BUSY is high
WIDEST, TALLEST = 120, 680  # bytes and lines of the largest, the SSD1677
NOTHING = Picture((bytes(8),) * 8, (WHITE, BLACK))
COLORS = (WHITE, BLACK, (255, 0, 0))
NAMES = ("epd", "epaper", "eink", "epdconfig", "ssd1680", "ssd1681", "ssd1675", "ssd1675b", "ssd1683", "ssd1677")


class EpaperChip(DcChip, PixelChip):
    """One display. How large it is, its program says."""

    busy_level = True

    def plug(self) -> None:
        self._shown = NOTHING
        self._memories = {INK: _blank(0xFF), RED: _blank(0)}
        self._start()
        super().plug()
        self.on_spi()

    def _start(self) -> None:
        self._command = 0
        self._parameters = bytearray()
        self._entry = RIGHT | DOWN
        self._x, self._y = (0, 0), (0, 0)
        self._at = (0, 0)
        self._how = 0
        self._size = (0, 0)  # bytes and lines that were ever used

    def power_changed(self) -> None:
        self._start()

    @property
    def state(self) -> Hashable:
        return self._shown

    def pixels(self) -> Picture:
        return self._shown

    def told(self) -> None:
        """White paper is not worth a line."""
        if self._shown.is_dark:
            self._told = ()
        else:
            super().told()

    def transfer(self, data: Sequence[int]) -> list[int]:
        """Take commands, or what belongs to the last one; nothing is answered."""
        if self._powered and self.is_command():
            for byte in data:
                self._begin(byte)
        elif self._powered and self._command in self._memories:
            self._draw(self._memories[self._command], data)
        elif self._powered:
            self._parameters += bytes(data)
            self._obey()
        return [0] * len(data)

    def _begin(self, command: int) -> None:
        self._command, self._parameters = command, bytearray()
        if command == RESET:
            self._start()
            self._be_busy(RESET_S)
        elif command == REFRESH:
            self._shown = self._picture()
            self._be_busy(FAST_S if self._how & FAST else FULL_S)
            self.drawn()

    def _be_busy(self, seconds: float) -> None:
        clock, named = self.pi.clock, self.called(frozenset(("busy",)))
        wires = [net for net in map(self.pi.pins.__getitem__, named) if net.duty is None]
        self.found(*(net.gpio for net in wires))
        for net in wires:
            net.drive(self.busy_level)
            clock.at(clock.monotonic() + seconds, partial(net.drive, not self.busy_level))

    def _obey(self) -> None:
        """The numbers of columns are bytes of eight pixels, or pixels where two bytes give each."""
        given, command = bytes(self._parameters), self._command
        if command == ENTRY:
            self._entry = given[0]
        elif command == HOW:
            self._how = given[0]
        elif command in (COLUMNS, ROWS) and len(given) in (2, 4):
            wide = len(given) // 2
            ends = [int.from_bytes(given[at : at + wide], "little") for at in (0, wide)]
            if command == ROWS:
                self._y = (min(*ends, TALLEST - 1), min(max(ends), TALLEST - 1))
            else:
                ends = [each // 8 for each in ends] if wide == 2 else ends
                self._x = (min(*ends, WIDEST - 1), min(max(ends), WIDEST - 1))
            self._size = (max(self._size[0], self._x[1] + 1), max(self._size[1], self._y[1] + 1))
        elif command == COLUMN:
            place = int.from_bytes(given, "little")
            self._at = (min(place // 8 if len(given) == 2 else place, WIDEST - 1), self._at[1])
        elif command == ROW:
            self._at = (self._at[0], min(int.from_bytes(given, "little"), TALLEST - 1))

    def _draw(self, memory: list[bytearray], data: Sequence[int]) -> None:
        for byte in data:
            x, y = self._at
            memory[y][x] = byte
            x_step, y_step = (1 if self._entry & way else -1 for way in (RIGHT, DOWN))
            if self._entry & ROWS_FIRST:
                y, is_over = _next(y, y_step, self._y)
                x = _next(x, x_step, self._x)[0] if is_over else x
            else:
                x, is_over = _next(x, x_step, self._x)
                y = _next(y, y_step, self._y)[0] if is_over else y
            self._at = (x, y)

    def _picture(self) -> Picture:
        """Where ink is: 0 in the first memory. The second one is red, or the last picture: then it is mostly 1."""
        wide, tall = self._size
        if not wide or not tall:
            return self._shown
        ink, red = (
            [f"{int.from_bytes(row[:wide], 'big'):0{8 * wide}b}" for row in self._memories[which][:tall]]
            for which in (INK, RED)
        )
        is_red = 2 * sum(row.count("1") for row in red) < 8 * wide * tall and any("1" in row for row in red)
        rows = tuple(
            bytes(2 if is_red and color == "1" else int(bit == "0") for bit, color in zip(each, colored, strict=True))
            for each, colored in zip(ink, red, strict=True)
        )
        return Picture(rows, COLORS)


def _blank(byte: int) -> list[bytearray]:
    return [bytearray([byte] * WIDEST) for _ in range(TALLEST)]


def _next(place: int, step: int, span: tuple[int, int]) -> tuple[int, bool]:
    """The place behind this one, and whether it went round."""
    first, last = span
    place += step
    if first <= place <= last:
        return place, False
    return (first if step > 0 else last), True


def _fits(talk: Talk) -> float:
    """A program that speaks of e-paper, and resets by command first: the other family of controllers has none.

    Before that, Adafruit's library lets it sleep.
    """
    first = list(talk.first_bytes)
    if first in ([SLEEP], [SLEEP, DEEPLY]):
        return 0.5 * talk.says(*NAMES)
    begins = first[2:] if first[:2] == [SLEEP, DEEPLY] else first
    return 0.9 if talk.says(*NAMES) and begins[:1] == [RESET] else 0.0


KINDS = (
    PartKind(
        "epaper", EpaperChip, Message("script.kind.epaper", "e-paper display"), SPI, (),
        libraries=("waveshare_epd",), fits=_fits,
    ),
)  # fmt: skip
