"""MCP23017 and MCP23008: sixteen or eight more inputs and outputs, I2C.

Data sheets MCP23017 (Microchip DS20001952, table 3-3) and MCP23008 (DS20001919, table 1-3). With its pull-up on, an
input has a button to ground; without, a button to 3.3 V and a resistor to ground. Interrupts set their flags, and the
INT wires are connected to nothing. The other order of the registers (IOCON.BANK) is not here.
"""

from __future__ import annotations

from typing import ClassVar

from devices import Message
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.quantities import Quantity
from sim.programs.parts.registers import RegisterChip
from sim.programs.parts.wires import WiresChip

# The kinds of registers in their order; with two ports, each stands there twice.
(
    DIRECTION, POLARITY, INTERRUPT, COMPARE, INTERRUPT_CONTROL, SETTINGS, PULL_UP, FLAG, CAPTURED, PORT, LATCH
) = range(11)  # fmt: skip
BANK, STAYS = 0x80, 0x20  # of the settings: another order of registers; the pointer does not move on
ONLY_DIRECTIONS = 6  # chosen: so many writes to the register 0, and to no other, set no directions
OTHERS_FIRST = (3, 6, 7)  # chosen: programs for a PCA9554 or PCA9555 begin by writing one of these
BH1750 = 0x23  # a light sensor has this address, too
WIRES_16 = tuple(f"gp{port}{bit}" for port in "ab" for bit in range(8))
WIRES_8 = tuple(f"gp{bit}" for bit in range(8))

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

    ports: ClassVar[int] = 2
    feels = tuple(f"{wire}_pressed" for wire in WIRES_16)
    wires = WIRES_16
    usual_address = 0x20
    at_reset = {each: 0x00 if each > 1 else 0xFF for each in range(22)}  # noqa: RUF012  # never written

    def get(self, register: int) -> int:
        """What is read: at a port, the levels of its wires."""
        kind, port = divmod(register, self.ports)
        if kind == PORT:
            self._clear(port)
            return self._levels(port) ^ self._of(DIRECTION, port) & self._of(POLARITY, port)
        value = super().get(register)
        if kind == CAPTURED:
            self._clear(port)
        return value

    def set(self, register: int, value: int) -> None:
        """Take a byte; what is written to a port goes to its latch."""
        kind, port = divmod(register, self.ports)
        if register not in self.registers or kind in (FLAG, CAPTURED):
            return
        if kind == SETTINGS:
            if value & BANK and self.ports > 1:
                self.remark(OTHER_ORDER(**self.shown))
            for each in range(self.ports):
                self.registers[SETTINGS * self.ports + each] = value & ~BANK
        else:
            self.registers[LATCH * self.ports + port if kind == PORT else register] = value
        if kind in (DIRECTION, PORT, LATCH):
            self._drive(port)
        elif kind == INTERRUPT and value:
            self.no_interrupt(FLAG * self.ports + port)
        self._seen[port] = self._levels(port)

    def reset(self) -> None:
        """As after power-on: every wire is an input."""
        super().reset()
        self._seen = [0] * self.ports  # the levels when somebody last looked
        for wire in self.wires:
            self.drive(wire, None)

    @property
    def inputs_in_use(self) -> tuple[str, ...]:
        """The inputs whose pull-up is on."""
        used = sum((self._of(DIRECTION, port) & self._of(PULL_UP, port)) << 8 * port for port in range(self.ports))
        return tuple(wire for bit, wire in enumerate(self.wires) if used >> bit & 1)

    def after(self, register: int) -> int:
        """The pointer goes round, or to and fro within a pair (DS20001952, section 3.2.1)."""
        if self._of(SETTINGS, 0) & STAYS:
            return register ^ 1 if self.ports > 1 else register
        return (register + 1) % len(self.registers) if register in self.registers else (register + 1) & 0xFF

    def _of(self, kind: int, port: int) -> int:
        return self.registers[kind * self.ports + port]

    def _drive(self, port: int) -> None:
        inputs, latch = self._of(DIRECTION, port), self._of(LATCH, port)
        for bit in range(8):
            self.drive(self.wires[8 * port + bit], None if inputs >> bit & 1 else float(latch >> bit & 1))

    def _levels(self, port: int) -> int:
        inputs, pulls = self._of(DIRECTION, port), self._of(PULL_UP, port)
        pressed = sum(bool(self.feel(self.feels[8 * port + bit])) << bit for bit in range(8))
        levels = self._of(LATCH, port) & ~inputs
        levels |= inputs & (pressed ^ pulls)
        for bit in range(8):
            if inputs & ~pulls & pressed & 1 << bit:
                self.remark(NO_PULL(wire=self.wires[8 * port + bit].upper(), where=self.shown["where"]))
        return levels

    def world_moved(self) -> None:
        """A button was pressed or let go: an interrupt, if the program has asked for it (DS20001952, section 3.6)."""
        for port in range(self.ports):
            self._notice(port)

    def _notice(self, port: int) -> None:
        levels, compared = self._levels(port), self._of(INTERRUPT_CONTROL, port)
        changed = (levels ^ self._seen[port]) & ~compared | (levels ^ self._of(COMPARE, port)) & compared
        flags = changed & self._of(INTERRUPT, port) & self._of(DIRECTION, port)
        self._seen[port] = levels
        if flags and not self._of(FLAG, port):
            self.registers[CAPTURED * self.ports + port] = levels
        self.registers[FLAG * self.ports + port] |= flags

    def _clear(self, port: int) -> None:
        """Reading the port or what was captured clears the flags; what still differs sets them again."""
        self.registers[FLAG * self.ports + port] = 0
        self._notice(port)


class Mcp23008Chip(Mcp23017Chip):
    """The small one."""

    ports = 1
    feels = tuple(f"{wire}_pressed" for wire in WIRES_8)
    wires = WIRES_8
    at_reset = {each: 0x00 if each else 0xFF for each in range(11)}  # noqa: RUF012  # never written


def _fits_mcp23017(talk: Talk) -> float:
    """Each register is named before it is written or read; a PCF8574 has none."""
    if any(first not in Mcp23017Chip.at_reset for first in talk.first_bytes):
        return 0.0
    if any(len(sent) > 5 and b"\x00\xff" in sent[:4] for sent, _ in talk.exchanges):
        return 0.0  # a frame of a PN532
    if len(talk.exchanges) >= ONLY_DIRECTIONS and not any(talk.first_bytes):
        return 0.2  # whoever sends all bytes after a 0 means no register
    if not talk.says("mcp23017") and next((each[0] for each, _ in talk.exchanges if len(each) > 1), 0) in OTHERS_FIRST:
        return 0.3
    if talk.number == BH1750 and talk.first_bytes[:1] and talk.first_bytes[0] >= CAPTURED * 2:
        return 0.3  # who begins by reading what was captured measures light
    if {0x09, 0x0A} <= set(talk.first_bytes) and max(talk.first_bytes) <= 0x0A and not talk.says("mcp23017"):
        return 0.3  # the levels of the smaller one
    named = any(len(sent) in (2, 3) or (len(sent) == 1 and asked) for sent, asked in talk.exchanges)
    return 0.9 if named else 0.3


def _fits_mcp23008(talk: Talk) -> float:
    """It has half the registers, and is seen less often."""
    if any(first not in Mcp23008Chip.at_reset for first in talk.first_bytes):
        return 0.0
    levels = {
        sent[0] for sent, asked in talk.exchanges if sent and sent[0] in (0x09, 0x0A) and (asked or len(sent) > 1)
    }
    both = levels == {0x09, 0x0A} or [sent[:1] for sent, asked in talk.exchanges if asked].count(b"\x09") > 1
    return 0.95 if talk.says("mcp23008") or (both and not talk.says("mcp23017")) else 0.2


PORT_8 = Message("script.kind.port8", "{name}, 8 inputs and outputs")
QUANTITIES = tuple(Quantity(name, False, another="1") for name in (*Mcp23017Chip.feels, *Mcp23008Chip.feels))
KINDS = (
    PartKind(
        "mcp23017", Mcp23017Chip, Message("script.kind.port16", "MCP23017, 16 inputs and outputs"), I2C,
        ("gpa0_pressed",),
        addresses=tuple(range(0x20, 0x28)),  # DS20001952, section 3.3
        libraries=("adafruit_mcp230xx", "Adafruit_MCP230xx"),
        fits=_fits_mcp23017,
    ),
    PartKind(
        "mcp23008", Mcp23008Chip, PORT_8(name="MCP23008"), I2C,
        ("gp0_pressed",),
        addresses=tuple(range(0x20, 0x28)),  # DS20001919, section 1.3
        libraries=("adafruit_mcp230xx", "Adafruit_MCP230xx"),
        fits=_fits_mcp23008,
    ),
)  # fmt: skip
