"""What a kind of part is: what it is called, where it goes, what it feels, and how its conversation sounds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from devices import Message
from sim.chips import Chip
from sim.wires.spi import CHIP_SELECTS

GPIO, I2C, SPI = "gpio", "i2c", "spi"

CONVERTER = Message("script.kind.converter", "{name}, analog inputs with half of 3.3 V on each")
CLIMATE = Message("script.kind.climate", "{name}, air temperature and humidity")
LED = Message("script.kind.led", "LED or another output")
SERVO = Message("script.kind.servo", "servo")


@dataclass(slots=True)
class Talk:
    """What a program has said so far at one address or chip-select wire, and the words that its text uses.

    `exchanges` are the transactions: the bytes that were sent and how many were asked for. `words` are the names in
    the program, in lower case and split at underscores.
    """

    number: int
    exchanges: list[tuple[bytes, int]] = field(default_factory=list)
    words: frozenset[str] = frozenset()

    @property
    def first_bytes(self) -> list[int]:
        """The first byte of each transaction that sent any: a register or a command, with most chips."""
        return [sent[0] for sent, _ in self.exchanges if sent]


def anything(_: Talk) -> float:
    """Nothing in the bytes tells it from others."""
    return 0.5


@dataclass(frozen=True, slots=True)
class PartKind:
    """One kind of part: what it is called in `--set`, what it is, on which wires, and which values are announced."""

    name: str
    chip: type[Chip]
    title: Message
    where: str
    announced: tuple[str, ...]
    needs_partner: bool = False  # it cannot be plugged in before the program shows its second wire
    inputs: tuple[str, ...] = ()  # quantities of a converter, one for each of its inputs
    addresses: tuple[int, ...] = ()  # on I2C, in the order in which shops sell them
    libraries: tuple[str, ...] = ()  # top-level modules that are made for this kind
    fits: Callable[[Talk], float] = anything  # 0: it cannot be this part; 1: only this part is spoken to like that

    @property
    def quantities(self) -> tuple[str, ...]:
        """Everything that `--set` can change."""
        return self.inputs or self.chip.feels


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part is: on a GPIO, at an I2C address, or behind an SPI chip-select wire."""

    where: str
    number: int

    def __str__(self) -> str:
        """As it stands in keys: gpio4, 0x48, ce0."""
        if self.where == I2C:
            return f"0x{self.number:02x}"
        return f"{'ce' if self.where == SPI else 'gpio'}{self.number}"

    @property
    def shown(self) -> str:
        """As people say it."""
        if self.where == I2C:
            return f"I2C 0x{self.number:02x}"
        return f"SPI CE{self.number}" if self.where == SPI else f"GPIO{self.number}"

    def options(self) -> dict[str, Any]:
        """As a wiring list says it."""
        return {{GPIO: "pin", I2C: "address", SPI: "device"}[self.where]: self.number}


def place_of(text: str) -> Place | None:
    """The place that a piece of a key names, or None."""
    try:
        if text.startswith("gpio") and 0 <= int(text[4:]) <= 27:
            return Place(GPIO, int(text[4:]))
        if text.startswith("0x") and 0x08 <= int(text, 16) <= 0x77:
            return Place(I2C, int(text, 16))
        if text.startswith("ce") and 0 <= int(text[2:]) < len(CHIP_SELECTS):
            return Place(SPI, int(text[2:]))
    except ValueError:
        pass
    return None
