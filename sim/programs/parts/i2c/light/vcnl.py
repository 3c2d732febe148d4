"""VCNL4010 and VCNL4040: light, and how near something is, I2C. Data sheets of Vishay, 83462 and 84274: registers.

What is near throws light of their own lamp back: the counts fall with the square of the distance, and how many they are
at a centimeter is chosen. Until a measurement is over the values are 0, or old. Limits are not here.
"""

from __future__ import annotations

from devices import Message
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import RegisterChip, TellingChip
from sim.wires.i2c import Nack, Registers16

FULL_MA = 200.0
NEAR_M = 0.01
MOST = 0xFFFF

COMMAND, PRODUCT, RATE, CURRENT, LIGHT_SETTING, LIGHT, NEAR = 0x80, 0x81, 0x82, 0x83, 0x84, 0x85, 0x87
INTERRUPTS, FLAGS = 0x89, 0x8E
SELF_TIMED, NEAR_ON, LIGHT_ON, NEAR_READY, LIGHT_READY = 0x01, 0x02, 0x04, 0x20, 0x40
ONCE = 2  # the bits for one measurement stand so much higher than those for many
LOCK = 0x80  # of the command: always set
LIGHT_TAKES_S, NEAR_TAKES_S = 0.1, 0.0004  # 83462, table 4 (32 conversions are averaged) and register #15
VALUES = ((LIGHT, LIGHT_READY, LIGHT_ON, LIGHT_TAKES_S), (NEAR, NEAR_READY, NEAR_ON, NEAR_TAKES_S))
BY_LIMITS, FLAG_OF = 0x02, {LIGHT: 0x04, NEAR: 0x08}  # of the interrupts: beyond limits; a value is ready
COUNTS_A_LUX = 4.0  # 83462, "Basic characteristics": 0.25 lx
BASE_4010, AT_NEAR_4010 = 2000.0, 20000.0  # chosen: crosstalk, and a hand at a centimeter with 200 mA
AT_RESET = {
    COMMAND: LOCK, PRODUCT: 0x21, RATE: 0x00, CURRENT: 0x02, LIGHT_SETTING: 0x9D,
    **dict.fromkeys((LIGHT, LIGHT + 1, NEAR, NEAR + 1, *range(INTERRUPTS, 0x8F), 0x90), 0x00), 0x8F: 0x01,
}  # fmt: skip

LIGHT_CONF, NEAR_CONF, LAMP_CONF, NEAR_DATA, LIGHT_DATA, WHITE_DATA, FLAG, ID = (0, 3, 4, 8, 9, 10, 11, 12)
OFF, SIXTEEN_BITS = 0x0001, 0x0800
I_AM = 0x0186
LUX_A_STEP = 0.1  # 84274, table "ALS resolution": at 80 ms; half of it with twice the time
LIGHT_IT_S, NEAR_IT = 0.08, (1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 8.0)
LAMP_MA = (50, 75, 100, 120, 140, 160, 180, 200)
AT_NEAR_4040 = 2000.0  # chosen
WORDS_AT_RESET = {**dict.fromkeys(range(ID), 0), LIGHT_CONF: OFF, NEAR_CONF: OFF, ID: I_AM}


def _thrown_back(distance_m: float, milliamperes: float) -> float:
    """The share of the light that comes back, 1 at a centimeter with the brightest lamp."""
    return milliamperes / FULL_MA * (NEAR_M / max(distance_m, 0.001)) ** 2


class Vcnl4010Chip(RegisterChip):
    """One sensor: both values are measured when they are asked for, or again and again."""

    feels = ("light_lux", "distance_m")
    usual_address = 0x13
    at_reset = AT_RESET

    def reset(self) -> None:
        """As after power-on."""
        super().reset()
        self._due: dict[int, float] = {}  # when each value is over that is being measured
        self._measured: set[int] = set()

    def get(self, register: int) -> int:
        """What is read; the command says what is ready, and reading a value takes that back."""
        self._finish()
        for at, ready, on, takes_s in VALUES:
            if register == at and at not in self._measured:
                if at in self._due:
                    self.too_early(takes_s)
                else:
                    self.asleep(COMMAND, SELF_TIMED | on)
            if register == at + 1:
                self.registers[COMMAND] &= ~ready
        if register == FLAGS and self.registers[INTERRUPTS] & BY_LIMITS:
            return self.not_modeled(register)
        return super().get(register)

    def set(self, register: int, value: int) -> None:
        """Take a byte."""
        if register == COMMAND:
            self._finish()
            ready = self.registers[COMMAND] & (NEAR_READY | LIGHT_READY)
            self.registers[COMMAND] = LOCK | ready | value & (SELF_TIMED | NEAR_ON | LIGHT_ON)
            for at, _, on, takes_s in VALUES:
                if value & on << ONCE or (value & SELF_TIMED and value & on):
                    self._due[at] = self.pi.clock.monotonic() + takes_s
        elif register == FLAGS:
            self.registers[FLAGS] &= ~value
        elif register not in (PRODUCT, LIGHT, LIGHT + 1, NEAR, NEAR + 1):
            self.registers[register] = value

    def _finish(self) -> None:
        """Keep what was measured; by itself it begins again."""
        now_s = self.pi.clock.monotonic()
        by_itself = self.registers[COMMAND] & SELF_TIMED
        for at, ready, on, _ in VALUES:
            if at not in self._due or now_s < self._due[at]:
                continue
            if not (by_itself and self.registers[COMMAND] & on):
                del self._due[at]
            counts = min(round(self._counts(at)), MOST)
            self.registers[at], self.registers[at + 1] = divmod(counts, 256)
            self.registers[COMMAND] |= ready
            self._measured.add(at)
            self.registers[FLAGS] |= self.registers[INTERRUPTS] & FLAG_OF[at]

    def _counts(self, at: int) -> float:
        if at == LIGHT:
            return self.feel("light_lux") * COUNTS_A_LUX
        milliamperes = 10.0 * min(self.registers[CURRENT] & 0x3F, 20)
        return BASE_4010 + AT_NEAR_4010 * _thrown_back(self.feel("distance_m"), milliamperes)


class Vcnl4040Chip(TellingChip, Registers16):
    """One sensor of words, low byte first: switched on, it measures by itself."""

    feels = ("light_lux", "distance_m")

    def plug(self) -> None:
        self._reset()
        self.on_bus(self.option("address", 0x60))

    def power_changed(self) -> None:
        super().power_changed()
        self._reset()

    def _reset(self) -> None:
        self._registers = dict(WORDS_AT_RESET)
        self._ready_s = 0.0

    def acknowledge(self) -> None:
        if not self._powered:
            raise Nack

    def get(self, register: int) -> int:
        self.acknowledge()
        if register not in self._registers:
            return self.not_modeled(register)
        word = self._word(register)
        return word >> 8 | (word & 0xFF) << 8

    def set(self, register: int, value: int) -> None:
        self.acknowledge()
        word = value >> 8 | (value & 0xFF) << 8
        if register == LIGHT_CONF and (self._registers[LIGHT_CONF] ^ word) & (OFF | 0xC0):
            self._ready_s = self.pi.clock.monotonic() + LIGHT_IT_S * (1 << (word >> 6 & 3))
        if register < NEAR_DATA:
            self._registers[register] = word

    def _word(self, register: int) -> int:
        if register in (LIGHT_DATA, WHITE_DATA):
            conf = self._registers[LIGHT_CONF]
            times = 1 << (conf >> 6 & 3)
            if conf & OFF:
                self.asleep(LIGHT_CONF, 0x00)
                return 0
            if self.pi.clock.monotonic() < self._ready_s:
                self.too_early(LIGHT_IT_S * times)
                return 0
            return min(round(self.feel("light_lux") / LUX_A_STEP * times), MOST)
        if register == NEAR_DATA:
            conf = self._registers[NEAR_CONF]
            if conf & OFF:
                self.asleep(NEAR_CONF, 0x00)
                return 0
            share = _thrown_back(self.feel("distance_m"), LAMP_MA[self._registers[LAMP_CONF] >> 8 & 7])
            counts = round(AT_NEAR_4040 * share * NEAR_IT[conf >> 1 & 7])
            return min(counts, MOST if conf & SIXTEEN_BITS else 0x0FFF)
        if register == FLAG and (self._registers[NEAR_CONF] & 0x0300 or self._registers[LIGHT_CONF] & 0x02):
            return self.not_modeled(register)
        return self._registers[register]


def _fits_4010(talk: Talk) -> float:
    return 0.9 if all(first in AT_RESET for first in talk.first_bytes) else 0.0


def _fits_4040(talk: Talk) -> float:
    """Words, low byte first; the chips for servos and for voltages at the same address get other talk."""
    if any(first > ID for first in talk.first_bytes):
        return 0.0
    if any(len(sent) == 2 or asked == 1 for sent, asked in talk.exchanges):
        return 0.0
    if talk.says("vcnl4040", "vcnl"):
        return 0.98
    reads_id = any(sent == bytes((ID,)) and asked == 2 for sent, asked in talk.exchanges)
    return 0.95 if reads_id else 0.0


NEAR_AND_LIGHT = Message("script.kind.vcnl", "{name}, light and nearness")
KINDS = (
    PartKind(
        "vcnl4010", Vcnl4010Chip, NEAR_AND_LIGHT(name="VCNL4010"), I2C, ("distance_m", "light_lux"),
        addresses=(0x13,),  # 83462, section "I2C interface"
        libraries=("adafruit_vcnl4010",),
        fits=_fits_4010,
    ),
    PartKind(
        "vcnl4040", Vcnl4040Chip, NEAR_AND_LIGHT(name="VCNL4040"), I2C, ("distance_m", "light_lux"),
        addresses=(0x60,),  # 84274, section "Slave address"
        libraries=("adafruit_vcnl4040",),
        fits=_fits_4040,
    ),
)  # fmt: skip
