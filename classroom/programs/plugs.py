"""What a pupil can choose to be plugged in: the words of `--plug`, as a page offers them."""

from __future__ import annotations

from typing import Any

from classroom.programs.panel import DRAWN
from messages import Translate
from sim.programs.parts.catalog import KINDS
from sim.programs.parts.kind import GPIO, I2C, SERIAL_PORTS, SPI, UART, PartKind, Place
from sim.wires.spi import CHIP_SELECTS

NOT_OFFERED = ("unknown", "interrupt", "reset")  # nobody buys them: they are wires, or what is not known
FIRST_GPIO, LAST_GPIO = 2, 27  # GPIO0 and GPIO1 belong to the board


def offered(translate: Translate) -> dict[str, Any]:
    """Every part: its word, what it is, on which wires, and at which addresses; and the places for the others."""
    found = [
        {"part": each.name, "words": _words(each, translate), "where": each.where, "addresses": _addresses(each)}
        for each in KINDS.values()
        if not each.name.startswith(NOT_OFFERED)
    ]
    parts = sorted(found, key=lambda each: str(each["words"]).casefold())
    pins = range(FIRST_GPIO, LAST_GPIO + 1)
    places = {
        GPIO: [str(Place(GPIO, each)) for each in pins],
        SPI: [str(Place(SPI, each)) for each in range(len(CHIP_SELECTS))],
        UART: list(SERIAL_PORTS),
    }
    return {"parts": parts, "places": places}


def _words(kind: PartKind, translate: Translate) -> str:
    return (DRAWN[kind.name][1] if kind.name in DRAWN else kind.title).render(translate)


def _addresses(kind: PartKind) -> list[str]:
    return [str(Place(I2C, each)) for each in kind.addresses]
