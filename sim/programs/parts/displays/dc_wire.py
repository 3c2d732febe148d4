"""Displays on SPI have a wire of their own, D/C, that tells commands from what they show.

Which GPIO that is stands nowhere. It is low while commands come, so it is the first of the outputs that were low at the
first command and are high while something else comes.
"""

from __future__ import annotations

from collections.abc import Callable

from devices import Message
from sim.programs.parts.kind import SPI, Place
from sim.programs.parts.registers import TellingChip
from sim.programs.parts.wires import FindsWiresChip
from sim.wires.spi import BUS_GPIOS, CHIP_SELECTS, PORT

NAMES = frozenset(("dc", "a0", "rs"))  # what programs and modules call it
RESETS = frozenset(("rst", "reset", "res"))  # the wire that starts the display anew


class DcChip(FindsWiresChip, TellingChip):
    """A chip behind a chip select and D/C. Its class calls `on_spi` when it is plugged in."""

    def on_spi(self) -> None:
        """Plug in at the chip select."""
        self._device = self.option("device", 0)
        self._low: set[int] | None = None  # outputs that were low at the first command
        self._dc: int | None = None
        self.on_remark: Callable[[Message], None] | None = None
        self._remarks: set[object] = set()
        self.pi.spi.attach(PORT, self._device, self)  # type: ignore[arg-type]  # a subclass has transfer

    @property
    def shown(self) -> dict[str, str]:
        return {"where": Place(SPI, self._device).shown, "chip": self.part.driver.upper()}

    def is_command(self) -> bool:
        """Whether D/C is low now."""
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
                resets = outputs.intersection(self.called(RESETS)) - {self._dc}
                own = (self._dc, *resets, *((selects,) if selects in outputs else ()))
                for gpio in own:
                    pins[gpio].clocked = True
                self.found(*own)
        return self._dc is None or not pins[self._dc].duty
