"""TSL2591 and VEML7700: light, I2C. Data sheets TSL2591 (ams, v1-06), VEML7700 (Vishay 84286) and its note 84323.

A TSL2591 sees all light and infrared; its formula for lux is that of its makers' example. Until a measurement is over
the values are 0. Limits are not here.
"""

from __future__ import annotations

from devices import Message
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import RegisterChip, TellingChip
from sim.wires.i2c import Nack, Registers16

REGISTER, COMMAND = 0x1F, 0xA0  # of the first byte
ENABLE, CONTROL, STATUS, ID, I_AM = 0x00, 0x01, 0x13, 0x12, 0x50
ON, RESET, VALID = 0x03, 0x80, 0x11
DATA = range(0x14, 0x18)  # all light, infrared; low byte first
GAINS = (1.0, 25.0, 428.0, 9876.0)  # "Optical characteristics", typical
STEP_S, LUX_FACTOR = 0.1, 408.0  # the formula of the makers' example
INFRARED = 0.36  # chosen: with that share the two formulas that libraries have say the same
MOST, MOST_FIRST = 0xFFFF, 36863  # with 100 ms it counts no further
AT_RESET = {**dict.fromkeys((ENABLE, CONTROL, *range(0x04, 0x0D), STATUS, *DATA), 0x00), 0x11: 0x00, ID: I_AM}

CONF, SAVING, LIGHT, WHITE, VEML_ID = 0x00, 0x03, 0x04, 0x05, 0x07
OFF = 0x0001
FINEST_LUX = 0.0042  # 84323 of today: a step at a gain of 2 and 800 ms; older ones and their programs say 0.0036
TIMES_S = {0b1100: 0.025, 0b1000: 0.05, 0b0000: 0.1, 0b0001: 0.2, 0b0010: 0.4, 0b0011: 0.8}
VEML_GAINS = (1.0, 2.0, 0.125, 0.25)
VEML_RESET = {**dict.fromkeys(range(0x07), 0), CONF: OFF, VEML_ID: 0xC481}


class Tsl2591Chip(RegisterChip):
    """One light sensor."""

    feels = ("light_lux",)
    usual_address = 0x29
    at_reset = AT_RESET
    _begun_s = 0.0  # when the first measurement began

    def write(self, data: bytes) -> None:
        """Take a command byte and what follows."""
        super().write(bytes((data[0] & REGISTER,)) + data[1:] if data else data)

    def after(self, register: int) -> int:
        return register + 1 & REGISTER

    def get(self, register: int) -> int:
        """What is read; switched on, the values are those of now."""
        is_over = self.pi.clock.monotonic() >= self._begun_s + self._takes_s
        is_on = self.registers[ENABLE] & ON == ON
        if register == STATUS:
            return VALID if is_on and is_over else 0
        if register in DATA:
            if not is_on:
                self.asleep(COMMAND | ENABLE, ON)
            elif not is_over:
                self.too_early(self._takes_s)
            else:
                channel, high = divmod(register - DATA.start, 2)
                self.registers[register] = self._counts(channel) >> 8 * high & 0xFF
        return super().get(register)

    def set(self, register: int, value: int) -> None:
        """Take a byte. Switched on, or with another time, it begins anew."""
        if register == CONTROL and value & RESET:
            self.reset()
        elif register < 0x0D:
            if register in (ENABLE, CONTROL) and self.registers[register] != value:
                self._begun_s = self.pi.clock.monotonic()
            self.registers[register] = value

    @property
    def _takes_s(self) -> float:
        return STEP_S * (min(self.registers[CONTROL] & 7, 5) + 1)

    def _counts(self, channel: int) -> int:
        gain = GAINS[self.registers[CONTROL] >> 4 & 3]
        per_lux = 1000 * self._takes_s * gain / LUX_FACTOR / (1 - INFRARED) ** 2
        counts = self.feel("light_lux") * per_lux * (INFRARED if channel else 1.0)
        return min(round(counts), MOST if self.registers[CONTROL] & 7 else MOST_FIRST)


class Veml7700Chip(TellingChip, Registers16):
    """One light sensor of words, low byte first."""

    feels = ("light_lux",)

    def plug(self) -> None:
        self._reset()
        self.on_bus(self.option("address", 0x10))

    def power_changed(self) -> None:
        super().power_changed()
        self._reset()

    def _reset(self) -> None:
        self._words = dict(VEML_RESET)
        self._begun_s = 0.0

    def acknowledge(self) -> None:
        if not self._powered:
            raise Nack

    def get(self, register: int) -> int:
        self.acknowledge()
        if register not in self._words:
            return self.not_modeled(register)
        word = self._light() if register in (LIGHT, WHITE) else self._words[register]
        return word >> 8 | (word & 0xFF) << 8

    def set(self, register: int, value: int) -> None:
        self.acknowledge()
        word = value >> 8 | (value & 0xFF) << 8
        if register == CONF and self._words[CONF] != word:
            self._begun_s = self.pi.clock.monotonic()
        if register <= SAVING:
            self._words[register] = word

    def _light(self) -> int:
        conf = self._words[CONF]
        takes_s = TIMES_S.get(conf >> 6 & 0x0F, 0.1)
        if conf & OFF:
            self.asleep(CONF, 0x00)
            return 0
        if self.pi.clock.monotonic() < self._begun_s + takes_s:
            self.too_early(takes_s)
            return 0
        step_lux = FINEST_LUX * (2.0 / VEML_GAINS[conf >> 11 & 3]) * (0.8 / takes_s)
        return min(round(self.feel("light_lux") / step_lux), MOST)


TSL_SETTING, TWO_VALUES = b"\xa1", (b"\xb4", 4)
TSL_SETTINGS = tuple(bytes((gain << 4 | time,)) for gain in (1, 2, 3) for time in range(6))  # DS000338, section 6.4


def _fits_tsl2591(talk: Talk) -> float:
    """A color sensor at the same address has four values, and its second register is a time, not gain and time."""
    if not all(first & 0xE0 in (COMMAND, 0xE0) for first in talk.first_bytes):
        return 0.0
    if talk.says("tsl2591"):
        return 0.98
    gain = any(sent[:1] == TSL_SETTING and sent[1:] in TSL_SETTINGS for sent, _ in talk.exchanges)
    return 0.98 if gain or TWO_VALUES in talk.exchanges else 0.0


def _fits_veml7700(talk: Talk) -> float:
    words = all(len(sent) in (0, 1, 3) and asked != 1 for sent, asked in talk.exchanges)
    return 0.9 if words and all(first in VEML_RESET for first in talk.first_bytes) else 0.0


KINDS = (
    PartKind(
        "tsl2591", Tsl2591Chip, Message("script.kind.lux_of", "{name}, light")(name="TSL2591"), I2C, ("light_lux",),
        addresses=(0x29,),  # TSL2591, section "I2C address"
        libraries=("adafruit_tsl2591",),
        fits=_fits_tsl2591,
    ),
    PartKind(
        "veml7700", Veml7700Chip, Message("script.kind.lux_of", "{name}, light")(name="VEML7700"), I2C, ("light_lux",),
        addresses=(0x10,),  # 84286, section "Slave address"
        libraries=("adafruit_veml7700",),
        fits=_fits_veml7700,
    ),
)  # fmt: skip
