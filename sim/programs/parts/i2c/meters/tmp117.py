"""TMP117: temperature of 16 bits, I2C. Data sheet TMP117 (TI, SNOS901D), section 7.6: registers.

Until its first measurement is over it says -256 degrees. What is burned into its memory is fresh in each run.
"""

from __future__ import annotations

from sim.programs.parts.i2c.weather.thermometers import TEMPERATURE
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import TellingChip, signed
from sim.wires.i2c import Nack, Registers16

RESULT, CONFIG, HIGH, LOW, OFFSET, ID = 0x00, 0x01, 0x02, 0x03, 0x07, 0x0F
AT_RESET = {RESULT: 0x8000, CONFIG: 0x0220, HIGH: 0x6000, LOW: 0x8000, 0x04: 0, 0x05: 0, 0x06: 0, OFFSET: 0, 0x08: 0,
            ID: 0x0117}  # fmt: skip
ABOVE, BELOW, NEW, RESET = 0x8000, 0x4000, 0x2000, 0x0002
OFF, ONCE = 1, 3  # of the two bits of the mode
STEPS_A_KELVIN = 128
AVERAGED_S = (0.0155, 0.125, 0.5, 1.0)  # table 7-7
CYCLES_S = (0.0155, 0.125, 0.25, 0.5, 1.0, 4.0, 8.0, 16.0)


class Tmp117Chip(TellingChip, Registers16):
    """One thermometer."""

    feels = ("temperature_c",)

    def plug(self) -> None:
        self._reset()
        self.on_bus(self.option("address", 0x48))

    def power_changed(self) -> None:
        super().power_changed()
        self._reset()

    def _reset(self) -> None:
        self._words = dict(AT_RESET)
        self._over_s: float | None = self.pi.clock.monotonic() + AVERAGED_S[1]

    def acknowledge(self) -> None:
        if not self._powered:
            raise Nack

    def get(self, register: int) -> int:
        self.acknowledge()
        self._finish()
        if register == RESULT and self._words[RESULT] == AT_RESET[RESULT]:
            self.too_early(self._takes_s) if self._over_s is not None else self.asleep(CONFIG, AT_RESET[CONFIG])
        if register not in self._words:
            return self.not_modeled(register)
        value = self._words[register]
        if register in (RESULT, CONFIG):
            self._words[CONFIG] &= ~(NEW | (ABOVE | BELOW) * (register == CONFIG))
        return value

    def set(self, register: int, value: int) -> None:
        self.acknowledge()
        self._finish()
        if register == CONFIG and value & RESET:
            self._reset()
        elif register == CONFIG:
            self._words[CONFIG] = self._words[CONFIG] & 0xF000 | value & 0x0FFC
            mode = value >> 10 & 3
            self._over_s = None if mode == OFF else self.pi.clock.monotonic() + self._takes_s
        elif register in self._words and register not in (RESULT, ID):
            self._words[register] = value

    @property
    def _takes_s(self) -> float:
        return AVERAGED_S[self._words[CONFIG] >> 5 & 3]

    def _finish(self) -> None:
        now_s, config = self.pi.clock.monotonic(), self._words[CONFIG]
        if self._over_s is None or now_s < self._over_s:
            return
        value = round(self.feel("temperature_c") * STEPS_A_KELVIN) + _number(self._words[OFFSET])
        self._words[RESULT] = signed(value)
        beyond = ABOVE * (value > _number(self._words[HIGH])) | BELOW * (value < _number(self._words[LOW]))
        self._words[CONFIG] |= NEW | beyond
        if config >> 10 & 3 == ONCE:
            self._over_s = None
            self._words[CONFIG] = self._words[CONFIG] & ~0x0C00 | OFF << 10
        else:
            self._over_s = now_s + max(CYCLES_S[config >> 7 & 7], self._takes_s)


def _number(word: int) -> int:
    return word - 0x10000 * (word >> 15)


def _fits(talk: Talk) -> float:
    """Words only. It says who it is in a register that no other has; a step of its value is 1/128 degree."""
    if any(first not in AT_RESET for first in talk.first_bytes) or any(asked == 1 for _, asked in talk.exchanges):
        return 0.0
    if talk.says("tmp117", "tmp119") or any(sent == b"\x0f" and asked for sent, asked in talk.exchanges):
        return 0.98
    return 0.9 if talk.numbers & {0.0078125, 7.8125} else 0.0 if talk.first_bytes else 0.05


KINDS = (
    PartKind(
        "tmp117", Tmp117Chip, TEMPERATURE(name="TMP117"), I2C, ("temperature_c",),
        addresses=tuple(range(0x48, 0x4C)),  # SNOS901D, table 7-2
        aliases=("tmp119",),
        libraries=("adafruit_tmp117",),
        fits=_fits,
    ),
)  # fmt: skip
