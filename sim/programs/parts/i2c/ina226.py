"""INA226: voltage and current, I2C. Data sheet INA226 (TI, SBOS547): registers 7.6, calibration 7.5.1.

Its shunt has 0.1 ohm, as on the boards marked R100. A measurement is always ready; alerts are not here.
"""

from __future__ import annotations

from devices import Message
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import TellingChip
from sim.wires.i2c import Nack, Registers16

CONFIG, SHUNT, BUS, POWER, CURRENT, CALIBRATION, MASK, LIMIT = range(8)
MAKER, DIE = 0xFE, 0xFF
RESET, MODE = 0x8000, 0x0007
OWN_BITS = 0x40  # in the high byte of its configuration; an INA219 has nothing there
AT_RESET = {CONFIG: 0x4127, CALIBRATION: 0, MASK: 0, LIMIT: 0, MAKER: 0x5449, DIE: 0x2260}
SHUNT_OHM = 0.1
SHUNT_STEP_V, BUS_STEP_V = 2.5e-6, 1.25e-3
POWER_STEPS, CALIBRATED_STEPS = 20000, 2048  # sections 7.5.1 and 7.6.4
READY = 0x0008  # of the mask register: a conversion is over
MOST = 0x7FFF


class Ina226Chip(TellingChip, Registers16):
    """One meter."""

    feels = ("voltage_v", "current_a")

    def plug(self) -> None:
        self._words = dict(AT_RESET)
        self.on_bus(self.option("address", 0x40))

    def power_changed(self) -> None:
        super().power_changed()
        self._words = dict(AT_RESET)

    def acknowledge(self) -> None:
        if not self._powered:
            raise Nack

    def get(self, register: int) -> int:
        self.acknowledge()
        if register == MASK:
            return self._words[MASK] | READY
        if register in self._words:
            return self._words[register]
        if register > LIMIT:
            return self.not_modeled(register)
        if not self._words[CONFIG] & MODE:
            self.asleep(CONFIG, AT_RESET[CONFIG])
            return 0
        bus, shunt, current = self._steps()
        return {BUS: bus, SHUNT: shunt, CURRENT: current, POWER: min(abs(current) * bus // POWER_STEPS, 0xFFFF)}[
            register
        ]

    def set(self, register: int, value: int) -> None:
        self.acknowledge()
        if register == CONFIG and value & RESET:
            self._words = dict(AT_RESET)
        elif register in (CONFIG, CALIBRATION, MASK, LIMIT):
            self._words[register] = value

    def _steps(self) -> tuple[int, int, int]:
        bus = min(max(round(self.feel("voltage_v") / BUS_STEP_V), 0), MOST)
        shunt = min(max(round(self.feel("current_a") * SHUNT_OHM / SHUNT_STEP_V), -MOST), MOST)
        return bus, shunt, int(shunt * self._words[CALIBRATION] / CALIBRATED_STEPS)


def _fits(talk: Talk) -> float:
    """Only its configuration and its last two registers tell it from an INA219."""
    if any(first > LIMIT and first not in (MAKER, DIE) for first in talk.first_bytes):
        return 0.0
    if any(len(sent) == 2 or (sent and asked == 1) for sent, asked in talk.exchanges):
        return 0.0
    configured = any(len(sent) == 3 and not sent[0] and sent[1] & 0xC0 == OWN_BITS for sent, _ in talk.exchanges)
    who = any(sent in (bytes((MAKER,)), bytes((DIE,))) and asked == 2 for sent, asked in talk.exchanges)
    return 0.98 if talk.says("ina226") else 0.95 if configured or who else 0.0


KINDS = (
    PartKind(
        "ina226", Ina226Chip, Message("script.kind.power_of", "{name}, voltage and current")(name="INA226"), I2C,
        ("voltage_v", "current_a"),
        addresses=tuple(range(0x40, 0x50)),  # SBOS547, table 2
        libraries=("ina226",),
        fits=_fits,
    ),
)  # fmt: skip
