"""74HC595 on the SPI port: its latch wire is the chip select. Data sheet SN74HC595 (TI, SCLS041)."""

from __future__ import annotations

from collections.abc import Sequence

from devices import Message
from sim.programs.parts.display import DisplayChip
from sim.programs.parts.driven.lights.register_view import RegisterView
from sim.programs.parts.driven.lights.seven_segment import wiring_of
from sim.programs.parts.kind import SPI, PartKind, Talk
from sim.wires.spi import PORT

MOST_REGISTERS = 8  # chosen
WORDS = ("74hc595", "hc595", "595", "sn74hc595", "shiftregister", "shift")

ON_SPI = Message("script.kind.register_on_spi", "74HC595 with what hangs on its outputs")


class RegisterOnSpiChip(DisplayChip):
    """One or more registers in a row."""

    def plug(self) -> None:
        self._view: RegisterView | None = None
        self._count = self._out = 0
        super().plug()
        self.pi.spi.attach(PORT, self.option("device", 0), self)

    @property
    def lines(self) -> tuple[str, ...]:
        return ("",) if self._view is None else self._view.lines({(self._out, 0): 1.0})

    def transfer(self, data: Sequence[int]) -> list[int]:
        """Take bytes; chip select puts them out."""
        if data and len(data) != self._count:
            self._count, self._view = len(data), RegisterView(len(data), None, is_named=False)
        if self._view is not None:
            self.redraws()
            self._out = int.from_bytes(bytes(data), "big")
            self._view.note(self._out)
            self.drawn()
        return [0] * len(data)


def _fits(talk: Talk) -> float:
    """Always as many bytes, and a program that speaks of it; or single ones that are digits of seven segments."""
    lengths = {len(sent) for sent, _ in talk.exchanges}
    if len(lengths) != 1 or not 1 <= min(lengths) <= MOST_REGISTERS:
        return 0.0
    if talk.says(*WORDS):
        return 0.9
    sent = [sent[0] for sent, _ in talk.exchanges]
    return 0.6 if lengths == {1} and wiring_of(sent) is not None else 0.0


KINDS = (PartKind("hc595_on_spi", RegisterOnSpiChip, ON_SPI, SPI, (), libraries=("adafruit_74hc595",), fits=_fits),)
