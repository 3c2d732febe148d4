"""WS2812 LEDs on MOSI: a program draws each of their bits with three, four or eight bits of the SPI port."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from devices import Message
from sim.programs.parts.displays.led_strip import LedStripChip
from sim.programs.parts.kind import SPI, PartKind, Talk
from sim.wires.spi import PORT
from sim.wires.strips import Color

# One bit takes 1.25 us (WS2812B data sheet, "Data transfer time"): at 2.4, 3.2 or 6.4 MHz it is so many bits of SPI.
LENGTHS = (3, 4, 8)
BITS = {
    length: {"1" * high + "0" * (length - high): "01"[2 * high >= length] for high in range(1, length)}
    for length in LENGTHS
}  # high for 0.4 us means 0, for 0.8 us means 1: the half of it lies between
LED_BITS = 24


@lru_cache(maxsize=512)
def colors_in(sent: bytes) -> tuple[Color, ...] | None:
    """The colors that these bytes draw on MOSI, or None when they are for another chip."""
    drawn = f"{int.from_bytes(sent, 'big'):b}".rstrip("0")
    for length in LENGTHS:
        bits = drawn + "0" * (-len(drawn) % length)
        known = BITS[length]
        pieces = [known.get(bits[at : at + length], "") for at in range(0, len(bits), length)]
        if all(pieces) and len(pieces) % LED_BITS == 0:
            wire = int("".join(pieces), 2).to_bytes(len(pieces) // 8, "big")
            return tuple((wire[at + 1], wire[at], wire[at + 2]) for at in range(0, len(wire), 3))
    return None


class SpiLedStripChip(LedStripChip):
    """WS2812 LEDs on MOSI. They have no chip select: the strip stands at the one that the program opens."""

    def plug(self) -> None:
        super().plug()
        self.pi.spi.attach(PORT, self.option("device", 0), self)

    def transfer(self, data: Sequence[int]) -> list[int]:
        """Take what the program draws; LEDs that get nothing keep their color."""
        colors = colors_in(bytes(data))
        if colors is not None:
            self.show((*colors, *self.colors[len(colors) :]))
        return [0] * len(data)


def _fits(talk: Talk) -> float:
    """Every transaction draws whole LEDs, or is a pause."""
    drawn = [colors_in(sent) for sent, _ in talk.exchanges if any(sent)]
    return 0.95 if drawn and None not in drawn else 0.0


KINDS = (
    PartKind(
        "led_strip_spi", SpiLedStripChip, Message("script.kind.led_strip_spi", "WS2812, colored LEDs on MOSI"),
        SPI, (), fits=_fits,
    ),
)  # fmt: skip
