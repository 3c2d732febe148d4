"""What a kind of part is: what it is called, where it goes, what it feels, and how its conversation sounds."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from devices import Message
from sim.chips import Chip
from sim.wires.i2c import AGAINST_THE_RULES, CHANNEL, on_wire, shown_key
from sim.wires.spi import CHIP_SELECTS
from sim.wires.uart import DEVICES

GPIO, I2C, SPI, UART = "gpio", "i2c", "spi", "uart"
SERIAL_PORTS = ("uart", "usb0", "usb1", "acm0", "acm1")  # in the order of sim.wires.uart.DEVICES

CONVERTER = Message("script.kind.converter", "{name}, analog inputs with half of 3.3 V on each")
CLIMATE = Message("script.kind.climate", "{name}, air temperature and humidity")
LED = Message("script.kind.led", "LED or another output")
SERVO = Message("script.kind.servo", "servo")


KEPT = 400  # chosen: after so many exchanges it is clear what sits there


@dataclass(slots=True)
class Talk:
    """What a program has said so far at one address or chip-select wire, and the words that its text uses.

    `exchanges` are the transactions: the bytes that were sent and how many were asked for, the present one last. The
    first ones are kept, up to `KEPT`. `words` are the names in the program, in lower case, split at underscores and
    between letters and digits: `ADS7830_addr` gives ads7830, ads and addr. A kind that is named there is preferred
    anyway, as long as its `fits` is above 0. `numbers` are those that are written in the program.
    """

    number: int
    exchanges: list[tuple[bytes, int]] = field(default_factory=list)
    words: frozenset[str] = frozenset()
    numbers: frozenset[float] = frozenset()

    @property
    def first_bytes(self) -> list[int]:
        """The first byte of each transaction that sent any: a register or a command, with most chips."""
        return [sent[0] for sent, _ in self.exchanges if sent]

    def says(self, *names: str) -> bool:
        """Whether one of these words stands in the program, such as `ads7830`, `rtc`, `gyro`."""
        return not self.words.isdisjoint(names)


def anything(_: Talk) -> float:
    """Nothing in the bytes tells it from others."""
    return 0.5


def no_options(_: Sequence[ast.Module]) -> Mapping[str, Any]:
    """The text says nothing about the part."""
    return {}


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
    other_addresses: tuple[int, ...] = ()  # where it is only for a program that names it
    aliases: tuple[str, ...] = ()  # other words by which a program names it
    words: tuple[str, ...] = ()  # those in the program's text that say what it is for: they become options of the chip
    told: Callable[[Sequence[ast.Module]], Mapping[str, Any]] = no_options  # what the program's text says, as options
    libraries: tuple[str, ...] = ()  # top-level modules that are made for this kind
    press: str = ""  # what to write in `--press`, when it is not the part's place
    fits: Callable[[Talk], float] = anything  # 0: it cannot be this part; 1: only this part is spoken to like that

    @property
    def quantities(self) -> tuple[str, ...]:
        """Everything that `--set` can change."""
        return self.inputs or self.chip.feels


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part is: on a GPIO, at an I2C address, at a serial port, or behind a chip select: 0, 1, or a GPIO."""

    where: str
    number: int

    def __str__(self) -> str:
        """As it stands in keys: gpio4, 0x48, 0x48.2 behind a multiplexer, uart, usb0, ce0; cs5 is a select on GPIO5."""
        if self.where == I2C:
            return shown_key(self.number)
        if self.where == UART:
            return SERIAL_PORTS[self.number]
        return f"{'gpio' if self.where == GPIO else 'cs' if self._own_wire else 'ce'}{self.number}"

    @property
    def shown(self) -> str:
        """As people say it."""
        if self.where == I2C:
            return f"I2C {self}"
        if self.where == UART:
            return DEVICES[self.number]
        if self.where == GPIO:
            return f"GPIO{self.number}"
        return f"SPI GPIO{self.number}" if self._own_wire else f"SPI CE{self.number}"

    @property
    def address(self) -> int:
        """The address of a chip on I2C, also behind a multiplexer."""
        return on_wire(self.number)

    @property
    def _own_wire(self) -> bool:
        """Whether the program selects the chip with a pin of its own."""
        return self.where == SPI and self.number >= len(CHIP_SELECTS)

    def wires(self, options: Mapping[str, Any]) -> tuple[int, ...]:
        """The GPIOs that a part at this place has for itself, by the options of its wiring."""
        own = (self.number,) if self.where == GPIO or self._own_wire else ()
        return tuple(
            {*own, *(options[each] for each in ("trigger", "echo") if each in options), *options.get("pins", ())}
        )

    def options(self) -> dict[str, Any]:
        """As a wiring list says it."""
        return {{GPIO: "pin", I2C: "address", SPI: "device", UART: "port"}[self.where]: self.number}


def place_of(text: str) -> Place | None:
    """The place that a piece of a key names, or None."""
    if text in SERIAL_PORTS:
        return Place(UART, SERIAL_PORTS.index(text))
    try:
        if text.startswith("gpio") and 0 <= int(text[4:]) <= 27:
            return Place(GPIO, int(text[4:]))
        number, _, channel = text.partition(".")
        if text.startswith("0x") and (0x08 <= (address := int(number, 16)) <= 0x77 or address in AGAINST_THE_RULES):
            return Place(I2C, address + CHANNEL * (int(channel) % 64 + 1 if channel else 0))
        if text.startswith("cs") and len(CHIP_SELECTS) <= int(text[2:]) <= 27:
            return Place(SPI, int(text[2:]))
        if text.startswith("ce") and 0 <= int(text[2:]) < len(CHIP_SELECTS):
            return Place(SPI, int(text[2:]))
    except ValueError:
        pass
    return None
