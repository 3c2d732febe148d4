"""OLED displays on SPI: the same controllers, told commands from picture by the wire D/C."""

from __future__ import annotations

from collections.abc import Sequence

from devices import Message
from sim.programs.parts.display import PixelChip
from sim.programs.parts.displays.dc_wire import DcChip
from sim.programs.parts.displays.oled import OledChip
from sim.programs.parts.displays.oled_clues import on_spi
from sim.programs.parts.displays.sh110x import Sh1106Chip, Sh1107Chip
from sim.programs.parts.displays.ssd1306 import Ssd1306Chip
from sim.programs.parts.kind import SPI, PartKind, Talk

OLED_SPI = Message("script.kind.oled_spi", "{name}, OLED display on SPI")


class OledOnSpi(DcChip, OledChip):
    """What SPI changes; the controller comes with the other base class."""

    def plug(self) -> None:
        self._reset()
        PixelChip.plug(self)
        self.on_spi()

    def power_changed(self) -> None:
        self._reset()

    def transfer(self, data: Sequence[int]) -> list[int]:
        """Take commands or a piece of the picture; nothing is answered."""
        is_command = self.is_command()
        if self._powered:
            self.redraws()
            if is_command:
                for byte in data:
                    self.take_command(byte)
            else:
                self.draw(bytes(data))
            self.drawn()
        return [0] * len(data)


class Ssd1306OnSpi(OledOnSpi, Ssd1306Chip):
    """The SSD1306."""


class Sh1106OnSpi(OledOnSpi, Sh1106Chip):
    """The SH1106."""


class Sh1107OnSpi(OledOnSpi, Sh1107Chip):
    """The SH1107."""


def _fits_ssd1306(talk: Talk) -> float:
    return on_spi(talk)[0]


def _fits_sh1106(talk: Talk) -> float:
    return on_spi(talk)[1]


def _fits_sh1107(talk: Talk) -> float:
    return on_spi(talk)[2]


KINDS = (
    PartKind(
        "ssd1306_spi", Ssd1306OnSpi, OLED_SPI(name="SSD1306"), SPI, (),
        libraries=("adafruit_ssd1306", "Adafruit_SSD1306"), fits=_fits_ssd1306,
    ),
    PartKind("sh1106_spi", Sh1106OnSpi, OLED_SPI(name="SH1106"), SPI, (), fits=_fits_sh1106),
    PartKind("sh1107_spi", Sh1107OnSpi, OLED_SPI(name="SH1107"), SPI, (), fits=_fits_sh1107),
)  # fmt: skip
