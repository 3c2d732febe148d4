"""A strip, ring or matrix of WS2812 LEDs: its colors, in the order of the wire."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from itertools import groupby

from devices import Message
from sim.programs.parts.display import DisplayChip
from sim.programs.parts.kind import GPIO, PartKind
from sim.wires.strips import Color

MOST_GROUPS = 12  # chosen: a rainbow of 60 LEDs is not told LED by LED
DARK = (0, 0, 0)


class LedStripChip(DisplayChip):
    """WS2812 LEDs on one wire."""

    def plug(self) -> None:
        self.colors: tuple[Color, ...] = ()
        super().plug()

    def show(self, colors: Sequence[Color]) -> None:
        """The program has sent these colors."""
        self.redraws()
        self.colors = tuple(colors)
        self.drawn()

    @property
    def state(self) -> Hashable:
        return self.colors

    @property
    def is_dark(self) -> bool:
        return not any(map(any, self.colors))

    @property
    def lines(self) -> tuple[str, ...]:
        """Neighbors of one color together: `1-3 #ff0000, 4 off`."""
        groups = list(self._groups())
        more = ["..."] if len(groups) > MOST_GROUPS else []
        return (", ".join([*groups[:MOST_GROUPS], *more]),) if groups else ()

    def _groups(self) -> Iterator[str]:
        first = 1
        for color, group in groupby(self.colors):
            last = first + len(list(group)) - 1
            where = str(first) if last == first else f"{first}-{last}"
            yield f"{where} {'off' if color == DARK else '#{:02x}{:02x}{:02x}'.format(*color)}"
            first = last + 1


KINDS = (
    PartKind(
        "led_strip", LedStripChip, Message("script.kind.led_strip", "WS2812, a strip of colored LEDs"), GPIO, (),
        libraries=("neopixel", "rpi_ws281x"),
    ),
)  # fmt: skip
