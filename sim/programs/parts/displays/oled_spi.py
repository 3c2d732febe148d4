"""OLED displays on SPI: the same controllers, told commands from picture by a wire of their own, D/C.

Which GPIO that is stands nowhere. It is low while commands come, so it is the first of the outputs that were low then
and is high while something else comes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from devices import Message
from sim.programs.parts.display import PixelChip
from sim.programs.parts.displays.oled import OledChip
from sim.programs.parts.displays.oled_clues import on_spi
from sim.programs.parts.displays.sh1106 import Sh1106Chip
from sim.programs.parts.displays.ssd1306 import Ssd1306Chip
from sim.programs.parts.kind import SPI, PartKind, Place, Talk
from sim.programs.parts.wires import FindsWiresChip
from sim.wires.spi import BUS_GPIOS, CHIP_SELECTS, PORT

OLED_SPI = Message("script.kind.oled_spi", "{name}, OLED display on SPI")
NAMES = frozenset(("dc", "a0", "rs"))  # what programs and modules call D/C


class OledOnSpi(FindsWiresChip, OledChip):
    """What SPI changes; the controller comes with the other base class."""

    def plug(self) -> None:
        self._device = self.option("device", 0)
        self._low: set[int] | None = None  # outputs that were low during all commands so far
        self._dc: int | None = None
        self._reset()
        PixelChip.plug(self)
        self.on_remark: Callable[[Message], None] | None = None
        self._remarks: set[object] = set()
        self.pi.spi.attach(PORT, self._device, self)

    @property
    def shown(self) -> dict[str, str]:
        return {"where": Place(SPI, self._device).shown, "chip": self.part.driver.upper()}

    def power_changed(self) -> None:
        self._reset()

    def transfer(self, data: Sequence[int]) -> list[int]:
        """Take commands or a piece of the picture; nothing is answered."""
        if self._powered:
            if self._is_picture():
                self.draw(bytes(data))
            else:
                for byte in data:
                    self.take_command(byte)
            self.drawn()
        return [0] * len(data)

    def _is_picture(self) -> bool:
        pins = self.pi.pins
        if self._dc is None:
            outputs = {gpio for gpio, net in pins.items() if net.duty is not None and gpio not in BUS_GPIOS}
            high = {gpio for gpio in outputs if pins[gpio].duty}
            if self._low is None:
                self._low = outputs - high - set(CHIP_SELECTS)
            elif self._low & high:
                named = self._low & high & set(self.called(NAMES))
                self._dc = min(named or self._low & high)
                selects = CHIP_SELECTS[self._device] if self._device < len(CHIP_SELECTS) else self._device
                self.found(self._dc, *((selects,) if selects in outputs else ()))
        return self._dc is not None and bool(pins[self._dc].duty)


class Ssd1306OnSpi(OledOnSpi, Ssd1306Chip):
    """The SSD1306."""


class Sh1106OnSpi(OledOnSpi, Sh1106Chip):
    """The SH1106."""


def _fits_ssd1306(talk: Talk) -> float:
    return on_spi(talk)[0]


def _fits_sh1106(talk: Talk) -> float:
    return on_spi(talk)[1]


KINDS = (
    PartKind(
        "ssd1306_spi", Ssd1306OnSpi, OLED_SPI(name="SSD1306"), SPI, (),
        libraries=("adafruit_ssd1306", "Adafruit_SSD1306"), fits=_fits_ssd1306,
    ),
    PartKind("sh1106_spi", Sh1106OnSpi, OLED_SPI(name="SH1106"), SPI, (), fits=_fits_sh1106),
)  # fmt: skip
