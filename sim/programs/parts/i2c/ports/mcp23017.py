"""MCP23017: sixteen more inputs and outputs, I2C. Data sheet MCP23017 (Microchip DS20001952): registers table 3-3.

With its pull-up on, an input has a button to ground; without, a button to 3.3 V and a resistor to ground. Interrupts
and the other order of the registers (IOCON.BANK) are not here.
"""

from __future__ import annotations

from typing import ClassVar

from devices import Message
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.quantities import Quantity
from sim.programs.parts.registers import RegisterChip
from sim.programs.parts.wires import WiresChip

DIRECTION, POLARITY, INTERRUPT, COMPARE, INTERRUPT_CONTROL, SETTINGS, PULL_UP, FLAG, CAPTURED, PORT, LATCH = range(
    0x00, 0x16, 2
)  # of port A; port B is one further
BANK, STAYS = 0x80, 0x20  # of the settings: another order of registers; the pointer does not move on
REGISTERS = 0x16
WIRES = tuple(f"gp{port}{bit}" for port in "ab" for bit in range(8))

OTHER_ORDER = Message(
    "script.mcp23017_bank",
    "{where}: the program gives the registers of the {chip} their other order (`IOCON.BANK`). The virtual chip does "
    "not have it.",
)
NO_PULL = Message(
    "script.port_no_pull",
    "{where}: {wire} is an input without a pull-up: taken for a button to 3.3 V with a resistor to GND.",
)


class Mcp23017Chip(WiresChip, RegisterChip):
    """One port expander."""

    feels = tuple(f"{wire}_pressed" for wire in WIRES)
    wires = WIRES
    usual_address = 0x20
    at_reset: ClassVar[dict[int, int]] = {each: 0xFF if each < POLARITY else 0x00 for each in range(REGISTERS)}

    def get(self, register: int) -> int:
        """What is read: at a port, the levels of its wires."""
        if register & ~1 == PORT:
            return self._levels(register & 1)
        if register & ~1 in (FLAG, CAPTURED) and self.registers[INTERRUPT + (register & 1)]:
            return self.not_modeled(register)
        return super().get(register)

    def set(self, register: int, value: int) -> None:
        """Take a byte; what is written to a port goes to its latch."""
        kind, port = register & ~1, register & 1
        if register >= REGISTERS or kind in (FLAG, CAPTURED):
            return
        if kind == SETTINGS:
            if value & BANK:
                self.remark(OTHER_ORDER(**self.shown))
            self.registers[SETTINGS] = self.registers[SETTINGS + 1] = value & ~BANK
        else:
            self.registers[LATCH + port if kind == PORT else register] = value
        if kind in (DIRECTION, PORT, LATCH):
            self._drive(port)

    def reset(self) -> None:
        """As after power-on: every wire is an input."""
        super().reset()
        for wire in WIRES:
            self.drive(wire, None)

    def after(self, register: int) -> int:
        """The pointer goes round, or to and fro within a pair (section 3.2.1)."""
        if self.registers[SETTINGS] & STAYS:
            return register ^ 1
        return (register + 1) % REGISTERS if register < REGISTERS else (register + 1) & 0xFF

    def _drive(self, port: int) -> None:
        inputs, latch = self.registers[DIRECTION + port], self.registers[LATCH + port]
        for bit in range(8):
            self.drive(WIRES[8 * port + bit], None if inputs >> bit & 1 else float(latch >> bit & 1))

    def _levels(self, port: int) -> int:
        inputs, pulls = self.registers[DIRECTION + port], self.registers[PULL_UP + port]
        pressed = sum(bool(self.feel(self.feels[8 * port + bit])) << bit for bit in range(8))
        levels = self.registers[LATCH + port] & ~inputs
        levels |= inputs & (pressed ^ pulls)
        for bit in range(8):
            if inputs & ~pulls & pressed & 1 << bit:
                self.remark(NO_PULL(wire=WIRES[8 * port + bit].upper(), where=self.shown["where"]))
        return levels ^ inputs & self.registers[POLARITY + port]


def _fits(talk: Talk) -> float:
    """Each register is named before it is written or read; a PCF8574 has none."""
    if any(first >= REGISTERS for first in talk.first_bytes):
        return 0.0
    named = [sent for sent, asked in talk.exchanges if len(sent) == 2 or (len(sent) == 1 and asked)]
    if not named:
        return 0.95 if talk.words & {"mcp23017", "mcp"} else 0.3
    return 0.9


QUANTITIES = tuple(Quantity(name, False, another="1") for name in Mcp23017Chip.feels)
KINDS = (
    PartKind(
        "mcp23017", Mcp23017Chip, Message("script.kind.port16", "MCP23017, 16 inputs and outputs"), I2C,
        ("gpa0_pressed",),
        addresses=tuple(range(0x20, 0x28)),  # DS20001952, section 3.3
        libraries=("adafruit_mcp230xx", "Adafruit_MCP230xx"),
        fits=_fits,
    ),
)  # fmt: skip
