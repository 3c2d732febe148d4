"""Chips of 8-bit registers on I2C, and what they say when a program asks for something that the model lacks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import ceil
from typing import ClassVar

from devices import Message
from sim.chips._bus_chips import ChipOnI2c
from sim.wires.i2c import Nack, shown_key

MAX_REMARKS = 5  # chosen: of one chip; a program that reads all 256 registers is told soon enough

NOT_MODELED = Message(
    "script.not_modeled",
    "{where}: the program reads register {register} of the {chip}. The virtual chip does not have it: the {value} that "
    "it gave means nothing.",
)
ASLEEP = Message(
    "script.chip_asleep",
    "{where}: the {chip} is not measuring, so its values are old or 0. Start it first: write {value} to register "
    "{register}.",
)

TOO_EARLY = Message(
    "script.chip_too_early",
    "{where}: the program reads the {chip} before its measurement is over: what it gets is 0, or old. Wait "
    "{wait_ms} ms after the start.",
)
STILL_BUSY = Message(
    "script.chip_still_busy",
    "{where}: the {chip} was asked before its measurement was over, and did not acknowledge. Wait {wait_ms} ms after "
    "the start, or ask again.",
)
NO_INTERRUPT = Message(
    "script.no_interrupt",
    "{where}: the `INT` wire of the {chip} is connected to nothing here. Its flags can be read in register {register}.",
)


class TellingChip(ChipOnI2c):
    """A chip that can say something to people: each sentence once."""

    def on_bus(self, address: int) -> None:
        self.on_remark: Callable[[Message], None] | None = None  # somebody listens
        self._remarks: set[object] = set()
        super().on_bus(address)

    @property
    def shown(self) -> dict[str, str]:
        """Where it is and what it is, for sentences."""
        return {"where": f"I2C {shown_key(self._address)}", "chip": self.part.driver.upper()}

    def remark(self, message: Message) -> None:
        """Say something about how the program uses the chip, once."""
        key = (message.key, tuple(message.values.items()))
        if key not in self._remarks and len(self._remarks) < MAX_REMARKS:
            self._remarks.add(key)
            if self.on_remark is not None:
                self.on_remark(message)

    def not_modeled(self, register: int, value: int = 0) -> int:
        """Say that this register is not here, and return the value that the program gets for it."""
        self.remark(NOT_MODELED(register=f"0x{register:02X}", value=value, **self.shown))
        return value

    def asleep(self, register: int, value: int) -> None:
        """Say that the program reads before the chip measures; writing `value` to `register` would start it."""
        self.remark(ASLEEP(register=f"0x{register:02X}", value=f"0x{value:02X}", **self.shown))

    def too_early(self, takes_s: float) -> None:
        """Say that the program reads before a measurement is over, which takes so long."""
        self.remark(TOO_EARLY(wait_ms=ceil(1000 * takes_s), **self.shown))

    def busy(self, takes_s: float) -> None:
        """Say that it does not acknowledge while it measures, which takes so long."""
        self.remark(STILL_BUSY(wait_ms=ceil(1000 * takes_s), **self.shown))

    def no_interrupt(self, register: int) -> None:
        """Say that nothing comes of switching its interrupts on; their flags are in that register."""
        self.remark(NO_INTERRUPT(register=f"0x{register:02X}", **self.shown))


class RegisterChip(TellingChip):
    """A chip whose first byte sets a pointer; what follows is written from there on, what is read comes from there.

    A subclass gives `at_reset`, and overrides `get` and `set` where a register does something.
    """

    usual_address: ClassVar[int]
    at_reset: ClassVar[Mapping[int, int]]  # the registers that can be read, as they are after power-on

    def plug(self) -> None:
        self.reset()
        self.on_bus(self.option("address", self.usual_address))

    def reset(self) -> None:
        """As after power-on."""
        self.pointer = 0
        self.registers = dict(self.at_reset)

    def power_changed(self) -> None:
        super().power_changed()
        self.reset()

    def write(self, data: bytes) -> None:
        """Set the pointer, and write what follows."""
        if not self._powered:
            raise Nack
        if data:
            self.pointer = data[0]
            for value in data[1:]:
                self.set(self.pointer, value)
                self.pointer = self.after(self.pointer)

    def read(self, count: int) -> bytes:
        """Give the registers from the pointer on."""
        if not self._powered:
            raise Nack
        found = bytearray()
        for _ in range(count):
            found.append(self.get(self.pointer) & 0xFF)
            self.pointer = self.after(self.pointer)
        return bytes(found)

    def after(self, register: int) -> int:
        """The register that the pointer goes on to."""
        return (register + 1) & 0xFF

    def get(self, register: int) -> int:
        """What is read from a register."""
        value = self.registers.get(register)
        return self.not_modeled(register) if value is None else value

    def set(self, register: int, value: int) -> None:
        """Take what is written to a register."""
        self.registers[register] = value


def signed(value: float, bits: int = 16) -> int:
    """The nearest whole number as two's complement of so many bits, held at the ends."""
    top = 1 << (bits - 1)
    return min(max(round(value), -top), top - 1) & (1 << bits) - 1
