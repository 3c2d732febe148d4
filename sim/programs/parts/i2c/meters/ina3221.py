"""INA3221: voltage and current of three channels, I2C. Data sheet INA3221 (TI, SBOS576B), section 8.6: registers.

Its shunts have 0.1 ohm, as on boards marked R100, or 0.05 ohm for Adafruit's library, as on its board, unless the
program says another. A measurement is always ready; limits change nothing.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import Any

from devices import Message
from sim.programs.parts.i2c.ina219 import ASSUMED, SHUNT_OHM, shunt_in
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.quantities import number
from sim.programs.parts.registers import TellingChip
from sim.wires.i2c import Nack, Registers16

CONFIG, VALUES, SUM, MASK, MAKER, DIE = 0x00, range(0x01, 0x07), 0x0D, 0x0F, 0xFE, 0xFF
RESET, CHANNEL_1, MODE = 0x8000, 0x4000, 0x0007
AT_RESET = {
    CONFIG: 0x7127, **dict.fromkeys(range(0x07, 0x0D), 0x7FF8), 0x0E: 0x7FFE, MASK: 0x0002, 0x10: 0x2710, 0x11: 0x2328,
    MAKER: 0x5449, DIE: 0x3220,
}  # fmt: skip
SHUNT_STEP_V, BUS_STEP_V = 40e-6, 8e-3  # at the bit 3
VOLTS, AMPERES = ("voltage1_v", "voltage2_v", "voltage3_v"), ("current1_a", "current2_a", "current3_a")
USUAL_OHM, ADAFRUITS_OHM, LIBRARY = 0.1, 0.05, "adafruit_ina3221"


class Ina3221Chip(TellingChip, Registers16):
    """One meter."""

    feels = (*VOLTS, *AMPERES)

    def plug(self) -> None:
        self._words = dict(AT_RESET)
        self._ohm = self.option("told_ohm", USUAL_OHM)
        if SHUNT_OHM in self.felt:  # somebody set it, for each such board
            used: set[str] = getattr(self.felt, "used", set())
            used.add(SHUNT_OHM)
            self._ohm = self.felt[SHUNT_OHM]
        self.on_bus(self.option("address", 0x40))

    def power_changed(self) -> None:
        super().power_changed()
        self._words = dict(AT_RESET)

    def acknowledge(self) -> None:
        if not self._powered:
            raise Nack

    def get(self, register: int) -> int:
        self.acknowledge()
        config = self._words[CONFIG]
        if register in VALUES or register == SUM:
            if not config & MODE or not config & 7 * CHANNEL_1 >> 2:
                self.asleep(CONFIG, AT_RESET[CONFIG])
            if register == SUM:
                summed = [each for each in range(3) if self._words[MASK] & CHANNEL_1 >> each]
                return sum(self._steps(2 * each) for each in summed) * 2 & 0xFFFF
            if register % 2:
                another = USUAL_OHM if self._ohm == ADAFRUITS_OHM else ADAFRUITS_OHM
                self.remark(ASSUMED(where=self.shown["where"], ohm=self._ohm, remedy=f"--set {SHUNT_OHM}={another:g}"))
            return self._steps(register - 1) * 8 & 0xFFFF
        if register == MASK:
            return self._words[MASK] | 0x0001 * bool(config & MODE)
        return self._words[register] if register in self._words else self.not_modeled(register)

    def set(self, register: int, value: int) -> None:
        self.acknowledge()
        if register == CONFIG and value & RESET:
            self._words = dict(AT_RESET)
        elif register in self._words and register < MAKER:
            self._words[register] = value

    def _steps(self, place: int) -> int:
        """Shunt and bus of each channel in turn; a channel that is off gives 0."""
        channel, bus = divmod(place, 2)
        if not self._words[CONFIG] & CHANNEL_1 >> channel or not self._words[CONFIG] & (2 if bus else 1):
            return 0
        value = (
            self.feel(VOLTS[channel]) / BUS_STEP_V if bus else self.feel(AMPERES[channel]) * self._ohm / SHUNT_STEP_V
        )
        return min(max(round(value), -4096), 4095)


def _told(trees: Sequence[ast.Module]) -> Mapping[str, Any]:
    """The shunt of Adafruit's board, for its library; or what the program says."""
    imports = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {getattr(node, "module", None) for node in imports} | {each.name for node in imports for each in node.names}
    return {**({"told_ohm": ADAFRUITS_OHM} if LIBRARY in names else {}), **shunt_in(trees)}


def _fits(talk: Talk) -> float:
    """Only its configuration, its sixth register and its last two tell it from an INA219."""
    if any(first not in AT_RESET and first not in VALUES and first != SUM for first in talk.first_bytes):
        return 0.0
    if any(len(sent) == 2 or (sent and asked == 1) for sent, asked in talk.exchanges):
        return 0.0
    configured = any(
        len(sent) == 3 and not sent[0] and (sent[1:] == b"\x71\x27" or (sent[1] & 0xF0 == 0x70 and sent[2] & 7 == 7))
        for sent, _ in talk.exchanges
    )
    own = any(first in (0x06, SUM) for first in talk.first_bytes) and {0x05, 0x06} <= set(talk.first_bytes)
    return 0.98 if talk.says("ina3221") else 0.96 if configured or own else 0.0 if talk.first_bytes else 0.05


VOLTAGE_OF = Message("program.quantity.voltage_of", "voltage of channel {number}")
CURRENT_OF = Message("program.quantity.current_of", "current of channel {number}")
QUANTITIES = (
    *(number(name, 5.0, VOLTAGE_OF(number=at), 0.0, 24.0, 0.1, "V", "3.3") for at, name in enumerate(VOLTS, 1)),
    *(number(name, 0.2, CURRENT_OF(number=at), 0.0, 1.6, 0.01, "A", "0.5") for at, name in enumerate(AMPERES, 1)),
)
KINDS = (
    PartKind(
        "ina3221", Ina3221Chip, Message("script.kind.power_of_three", "{name}, voltage and current of three channels")(
            name="INA3221"
        ), I2C, (VOLTS[0], AMPERES[0]),
        addresses=tuple(range(0x40, 0x44)),  # SBOS576B, table 1
        told=_told,
        libraries=(LIBRARY,),
        fits=_fits,
    ),
)  # fmt: skip
