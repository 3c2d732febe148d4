"""INA226 and INA260: voltage and current, I2C. Data sheets of TI, SBOS547 (7.6, 7.5.1) and SBOS656 (8.6): registers.

The shunt of an INA226 has 0.1 ohm, as on the boards marked R100; an INA260 has its own. A measurement is always ready.
Alerts set their flag; the wire ALERT is connected to nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from devices import Message
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import TellingChip
from sim.wires.i2c import Nack, Registers16

CONFIG, SHUNT, BUS, POWER, CURRENT, CALIBRATION, MASK, LIMIT = range(8)
MAKER, DIE = 0xFE, 0xFF
RESET, MODE = 0x8000, 0x0007
OWN_BITS = 0x40  # in the high byte of its configuration; an INA219 has nothing there
AT_RESET = {CONFIG: 0x4127, CALIBRATION: 0, MASK: 0, LIMIT: 0, MAKER: 0x5449, DIE: 0x2260}
AT_RESET_260 = {CONFIG: 0x6127, MASK: 0, LIMIT: 0, MAKER: 0x5449, DIE: 0x2270}
CURRENT_260, STEP_260, POWER_STEP_W = 0x01, 1.25e-3, 0.01  # volts and amperes a step (SBOS656, 8.6.3 to 8.6.5)
OWN_BITS_260 = 0x60  # bits 14 to 12 of its configuration (8.6.2)
SHUNT_OHM = 0.1
SHUNT_STEP_V, BUS_STEP_V = 2.5e-6, 1.25e-3
POWER_STEPS, CALIBRATED_STEPS = 20000, 2048  # sections 7.5.1 and 7.6.4
READY = 0x0008  # of the mask register: a conversion is over
# Of the mask register (7.6.6, 8.6.6): which register is compared with the limit, and whether it alerts above it. The
# highest bit that is set counts. An INA260 has its current where the other has the voltage of its shunt.
ALERTS = {
    0x8000: (SHUNT, True),
    0x4000: (SHUNT, False),
    0x2000: (BUS, True),
    0x1000: (BUS, False),
    0x0800: (POWER, True),
}
FLAG, STAYS = 0x0010, 0x0001
SIGN = 0x8000
MOST = 0x7FFF


class Ina226Chip(TellingChip, Registers16):
    """One meter."""

    feels = ("voltage_v", "current_a")
    at_reset: ClassVar[Mapping[int, int]] = AT_RESET

    def plug(self) -> None:
        self._words = dict(self.at_reset)
        self._alert = False
        self.on_bus(self.option("address", 0x40))

    def power_changed(self) -> None:
        super().power_changed()
        self._words = dict(self.at_reset)

    def acknowledge(self) -> None:
        if not self._powered:
            raise Nack

    def get(self, register: int) -> int:
        self.acknowledge()
        if register == MASK:
            self._watch()
            found = self._words[MASK] | READY | FLAG * self._alert
            self._alert = False
            return found
        if register in self._words:
            return self._words[register]
        if register > LIMIT:
            return self.not_modeled(register)
        if not self._words[CONFIG] & MODE:
            self.asleep(CONFIG, self.at_reset[CONFIG])
            return 0
        return self.measured(register)

    def measured(self, register: int) -> int:
        """What a register of values has."""
        bus, shunt, current = self._steps()
        return {BUS: bus, SHUNT: shunt, CURRENT: current, POWER: min(abs(current) * bus // POWER_STEPS, 0xFFFF)}[
            register
        ]

    def set(self, register: int, value: int) -> None:
        self.acknowledge()
        if register == CONFIG and value & RESET:
            self._words = dict(self.at_reset)
            self._alert = False
        elif register in (CONFIG, CALIBRATION, MASK, LIMIT):
            self._watch()
            self._words[register] = value
            if register == MASK and value & sum(ALERTS):
                self.no_interrupt(MASK)

    def world_moved(self) -> None:
        """The next measurement may be beyond its limit."""
        self._watch()

    def _watch(self) -> None:
        """Compare what is measured with the limit; the flag stays, or goes when it is over."""
        mask = self._words[MASK]
        chosen = next((each for each in ALERTS if mask & each), 0)
        is_beyond = False
        if chosen and self._words[CONFIG] & MODE:
            register, is_above = ALERTS[chosen]
            limit = self._words[LIMIT] - (self._words[LIMIT] & SIGN) * 2 * (register != POWER)
            value = self.measured(register)
            is_beyond = value > limit if is_above else value < limit
        self._alert = is_beyond or (self._alert and bool(mask & STAYS))

    def _steps(self) -> tuple[int, int, int]:
        bus = min(max(round(self.feel("voltage_v") / BUS_STEP_V), 0), MOST)
        shunt = min(max(round(self.feel("current_a") * SHUNT_OHM / SHUNT_STEP_V), -MOST), MOST)
        return bus, shunt, int(shunt * self._words[CALIBRATION] / CALIBRATED_STEPS)


class Ina260Chip(Ina226Chip):
    """One meter with a shunt of its own: amperes need no calibration."""

    at_reset = AT_RESET_260

    def measured(self, register: int) -> int:
        """Amperes, volts, watts; the others are not there."""
        amperes, volts = self.feel("current_a"), self.feel("voltage_v")
        values = {CURRENT_260: amperes / STEP_260, BUS: volts / STEP_260, POWER: abs(amperes * volts) / POWER_STEP_W}
        if register not in values:
            return self.not_modeled(register)
        return min(max(round(values[register]), -MOST), 0xFFFF if register == POWER else MOST)

    def set(self, register: int, value: int) -> None:
        if register != CALIBRATION:
            super().set(register, value)


def _fits(talk: Talk) -> float:
    """Only its configuration and its last two registers tell it from an INA219."""
    if any(first > LIMIT and first not in (MAKER, DIE) for first in talk.first_bytes):
        return 0.0
    if any(len(sent) == 2 or (sent and asked == 1) for sent, asked in talk.exchanges):
        return 0.0
    configured = any(
        len(sent) == 3 and not sent[0] and sent[1] & 0xC0 == OWN_BITS and sent[1] & 0xF0 != OWN_BITS_260
        for sent, _ in talk.exchanges
    )
    who = any(sent in (bytes((MAKER,)), bytes((DIE,))) and asked == 2 for sent, asked in talk.exchanges)
    if talk.says("ina226"):
        return 0.98
    return 0.95 if who or (configured and not talk.says("ina219")) else 0.0


def _fits_260(talk: Talk) -> float:
    """The same with another configuration, and no calibration."""
    if (
        any(first > LIMIT and first not in (MAKER, DIE) for first in talk.first_bytes)
        or CALIBRATION in talk.first_bytes
    ):
        return 0.0
    if any(len(sent) == 2 or (sent and asked == 1) for sent, asked in talk.exchanges):
        return 0.0
    own = any(len(sent) == 3 and not sent[0] and sent[1] & 0xF0 == OWN_BITS_260 for sent, _ in talk.exchanges)
    return 0.98 if talk.says("ina260") else 0.97 if own and not talk.says("ina219") else 0.0


KINDS = (
    PartKind(
        "ina226", Ina226Chip, Message("script.kind.power_of", "{name}, voltage and current")(name="INA226"), I2C,
        ("voltage_v", "current_a"),
        addresses=tuple(range(0x40, 0x50)),  # SBOS547, table 2
        libraries=("ina226",),
        fits=_fits,
    ),
    PartKind(
        "ina260", Ina260Chip, Message("script.kind.power_of", "{name}, voltage and current")(name="INA260"), I2C,
        ("voltage_v", "current_a"),
        addresses=tuple(range(0x40, 0x50)),  # SBOS656, table 2
        libraries=("adafruit_ina260",),
        fits=_fits_260,
    ),
)  # fmt: skip
