"""The plain wires of a card reader on SPI: its reset, and the one with which it asks for attention."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import partial

from devices import Message
from sim.chips import Chip
from sim.libraries.stand_ins.rpi_gpio.names import BCM, BOARD_TO_GPIO
from sim.programs.parts.decoder import Header
from sim.programs.parts.kind import GPIO, PartKind

LIBRARIES = ("mfrc522", "pirc522")
ABOUT = frozenset(("rc522", "mfrc522", "rfid"))
RESETS = frozenset(("rst", "reset", "nrstpd", "pin_rst"))


class InterruptChip(Chip):
    """The interrupt wire of a reader on SPI; the reader moves it."""

    def plug(self) -> None:
        net = self.pi.pins[self.part.options["pin"]]
        net.pull(True)
        net.clocked = True
        self.pi.spi.interrupt = net


class ResetChip(Chip):
    """The reset wire of a reader. A program that sets it low has forgotten what it wrote; here nothing is forgotten."""

    def plug(self) -> None:
        self.pi.pins[self.part.options["pin"]].clocked = True


INTERRUPT, RESET_WIRE = (
    PartKind(name, chip, title, GPIO, (), needs_partner=True)
    for name, chip, title in (
        ("interrupt", InterruptChip, Message("script.kind.interrupt", "interrupt wire of the RC522")),
        ("reset", ResetChip, Message("script.kind.reset", "reset wire of the RC522")),
    )
)


class ReaderWires:
    """Finds the plain wires of a reader: by the arguments that libraries have for them, or by the name of a reset."""

    def __init__(self, header: Header) -> None:
        self._header = header
        for net in header.pi.pins.values():
            net.on_claim(partial(self._claimed, net.gpio))

    def _claimed(self, gpio: int) -> None:
        wires = _wires_of_library()
        if gpio == wires.get("pin_irq"):
            self._header.claim(INTERRUPT, gpio)
        elif gpio == wires.get("pin_rst") or self._is_called_reset(gpio):
            self._header.claim(RESET_WIRE, gpio)

    def _is_called_reset(self, gpio: int) -> bool:
        return not self._header.words.isdisjoint(ABOUT) and not self._header.names(gpio).isdisjoint(RESETS)


def _wires_of_library() -> Mapping[str, int | None]:
    """The GPIOs of the arguments of a reader's library that is just opening pins."""
    frame = sys._getframe(2)
    while frame is not None:
        if str(frame.f_globals.get("__name__")).startswith(LIBRARIES):
            found = frame.f_locals
            if "pin_rst" in found:
                by_number = found.get("pin_mode") == BCM
                return {
                    name: found[name] if by_number else BOARD_TO_GPIO.get(found[name])
                    for name in ("pin_irq", "pin_rst")
                    if name in found
                }
        frame = frame.f_back  # type: ignore[assignment]  # None at the end
    return {}


DECODERS = (ReaderWires,)
KINDS = (INTERRUPT, RESET_WIRE)
