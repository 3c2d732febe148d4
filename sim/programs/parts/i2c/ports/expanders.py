"""PCA9554, TCA9534 and, with sixteen wires, PCA9555, TCA9555, XL9535; PCF8575: more inputs and outputs, I2C.

Data sheets PCA9554 (NXP, revision 10), PCA9555 (revision 10), TCA9534 (TI, SCPS197), PCF8575 (NXP, revision 4.1). An
input has a button to ground, and is held high by the chip or its board.
"""

from __future__ import annotations

from typing import ClassVar

from devices import Message
from sim.programs.parts.i2c.ports.mcp23017 import BH1750, PORT_8
from sim.programs.parts.i2c.ports.pcf8574 import WIRES as WIRES_8
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.quantities import Quantity
from sim.programs.parts.registers import RegisterChip
from sim.programs.parts.wires import WiresChip
from sim.wires.i2c import Nack

INPUT, OUTPUT, POLARITY, DIRECTION = range(4)  # in their order, each once for a port
WIRES_16 = tuple(f"p{port}{bit}" for port in range(2) for bit in range(8))


class Pca9554Chip(WiresChip, RegisterChip):
    """Eight wires."""

    ports: ClassVar[int] = 1
    wires = WIRES_8
    feels: ClassVar[tuple[str, ...]] = tuple(f"{wire}_pressed" for wire in WIRES_8)
    usual_address = 0x20
    at_reset: ClassVar[dict[int, int]] = {INPUT: 0xFF, OUTPUT: 0xFF, POLARITY: 0, DIRECTION: 0xFF}

    def reset(self) -> None:
        """As after power-on: every wire is an input."""
        super().reset()
        self._read = 0
        for wire in self.wires:
            self.drive(wire, None)

    @property
    def inputs_in_use(self) -> tuple[str, ...]:
        """All inputs of ports that were read."""
        inputs = sum(self.registers[DIRECTION * self.ports + port] << 8 * port for port in range(self.ports))
        return tuple(wire for bit, wire in enumerate(self.wires) if inputs & self._read & 1 << bit)

    def after(self, register: int) -> int:
        """The same one, or the other one of the pair."""
        return register ^ 1 if self.ports > 1 else register

    def get(self, register: int) -> int:
        """What is read: at an input port, the levels of its wires."""
        kind, port = divmod(register, self.ports)
        if kind != INPUT:
            return super().get(register)
        self._read |= 0xFF << 8 * port
        inputs, polarity = (self.registers[each * self.ports + port] for each in (DIRECTION, POLARITY))
        pressed = sum(bool(self.feel(self.feels[8 * port + bit])) << bit for bit in range(8))
        levels = inputs & ~pressed | self.registers[OUTPUT * self.ports + port] & ~inputs
        return (levels ^ polarity & inputs) & 0xFF

    def set(self, register: int, value: int) -> None:
        """Take a byte."""
        kind, port = divmod(register, self.ports)
        if kind in (OUTPUT, POLARITY, DIRECTION):
            self.registers[register] = value
            inputs, latch = (self.registers[each * self.ports + port] for each in (DIRECTION, OUTPUT))
            for bit, wire in enumerate(self.wires[8 * port : 8 * port + 8]):
                self.drive(wire, None if inputs >> bit & 1 else float(latch >> bit & 1))


class Pca9555Chip(Pca9554Chip):
    """Sixteen wires."""

    ports = 2
    wires = WIRES_16
    feels = tuple(f"{wire}_pressed" for wire in WIRES_16)
    at_reset: ClassVar[dict[int, int]] = dict(enumerate((0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF)))


class Pcf8575Chip(WiresChip, RegisterChip):
    """Sixteen wires without registers: a wire that is written 1 is held high weakly, and can be an input."""

    wires = WIRES_16
    feels = tuple(f"{wire}_pressed" for wire in WIRES_16)
    usual_address = 0x20
    at_reset: ClassVar[dict[int, int]] = {}

    def reset(self) -> None:
        """As after power-on."""
        super().reset()
        self._latch, self._lows, self._port, self._is_read = 0xFFFF, 0, 0, False
        for wire in self.wires:
            self.drive(wire, None)

    @property
    def inputs_in_use(self) -> tuple[str, ...]:
        """All that was never driven low, once the port is read."""
        return tuple(wire for bit, wire in enumerate(WIRES_16) if self._is_read and not self._lows >> bit & 1)

    def write(self, data: bytes) -> None:
        """Put levels on the wires, the lower eight and the upper eight in turn."""
        if not self._powered:
            raise Nack
        for at, levels in enumerate(data):
            shift = 8 * (at % 2)
            latch = self._latch & ~(0xFF << shift) | levels << shift
            changed, self._latch = self._latch ^ latch, latch
            self._lows |= changed
            for bit, wire in enumerate(WIRES_16):
                if changed >> bit & 1:
                    self.drive(wire, float(~latch >> bit & 1))  # as it was until now
                    self.drive(wire, float(latch >> bit & 1))

    def read(self, count: int) -> bytes:
        """Give the levels of the wires, the lower eight first."""
        if not self._powered:
            raise Nack
        self._is_read = True
        pressed = sum(bool(self.feel(name)) << bit for bit, name in enumerate(self.feels))
        return ((self._latch & ~pressed).to_bytes(2, "little") * (count // 2 + 1))[:count]


def _registers(talk: Talk, count: int, most: int) -> bool:
    return all(
        sent[0] < count and len(sent) <= most and asked < 3 for sent, asked in talk.exchanges if sent
    ) and not any(asked and not sent for sent, asked in talk.exchanges[:1])


def _fits_pca9554(talk: Talk) -> float:
    """Its third register is the direction, and nobody gives an MCP23017 or a memory only these four."""
    if not _registers(talk, 4, 2):
        return 0.0
    directs = any(sent[:1] == b"\x03" and len(sent) == 2 for sent, _ in talk.exchanges)
    moves = any(sent[:1] == b"\x01" or (sent == b"\x00" and asked) for sent, asked in talk.exchanges)
    begins = next((sent[0] for sent, _ in talk.exchanges if sent), 0) == DIRECTION
    if talk.says(*NAMES_8):
        return 0.98
    weak = 0.1 * (talk.number < 0x28)
    return (0.92 if moves else 0.6 * begins) if directs and not talk.says("mcp23017", "mcp23008") else weak


def _fits_pca9555(talk: Talk) -> float:
    """Its sixth and seventh registers are the directions, written before any other."""
    if not _registers(talk, 8, 3):
        return 0.0
    first = next((sent for sent, _ in talk.exchanges if sent), b"")
    if talk.says(*NAMES_16):
        return 0.98
    directs = first[:1] in (b"\x06", b"\x07") and len(first) > 1
    return 0.92 if directs and not talk.says("mcp23017", "mcp23008") else 0.1


def _fits_pcf8575(talk: Talk) -> float:
    """Two bytes each time, and no register before what is read."""
    if talk.says("pcf8575"):
        return 0.98
    if any((sent and asked) or len(sent) % 2 or asked % 2 for sent, asked in talk.exchanges):
        return 0.0
    reads = talk.number != BH1750 and any(asked and not sent for sent, asked in talk.exchanges)
    return 0.92 if reads or any(first > 0x15 for first in talk.first_bytes) else 0.2


NAMES_8 = ("pca9554", "tca9534", "pca9534", "tca9554", "pca9554a", "tca6408")
NAMES_16 = ("pca9555", "tca9555", "tca9535", "pca9535", "xl9535", "xl9555", "aw9535")
PORT_16 = Message("script.kind.port16_of", "{name}, 16 inputs and outputs")
QUANTITIES = tuple(Quantity(name, False, another="1") for name in Pca9555Chip.feels)
KINDS = (
    PartKind(
        "pca9554", Pca9554Chip, PORT_8(name="PCA9554"), I2C, ("p0_pressed",),
        addresses=(*range(0x20, 0x28), *range(0x38, 0x40)),  # PCA9554 and PCA9554A, table 4
        aliases=NAMES_8[1:],
        fits=_fits_pca9554,
    ),
    PartKind(
        "pca9555", Pca9555Chip, PORT_16(name="PCA9555"), I2C, ("p00_pressed",),
        addresses=tuple(range(0x20, 0x28)),  # PCA9555, figure 4
        aliases=NAMES_16[1:],
        fits=_fits_pca9555,
    ),
    PartKind(
        "pcf8575", Pcf8575Chip, PORT_16(name="PCF8575"), I2C, ("p00_pressed",),
        addresses=tuple(range(0x20, 0x28)),  # table 4
        libraries=("adafruit_pcf8575", "pcf8575"),
        fits=_fits_pcf8575,
    ),
)  # fmt: skip
