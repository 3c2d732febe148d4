"""MS5611, MS5607, MS5637: air pressure and temperature, I2C. Data sheets MS5611-01BA03 and so on (TE), AN520.

A command is one byte: reset, a word of its memory, a conversion of one of the two, its result. Below -15 degrees
the data sheets correct the pressure once more, which is left out here.
"""

from __future__ import annotations

from functools import partial

from sim.programs.parts.i2c.weather.bmp280 import PRESSURE
from sim.programs.parts.i2c.weather.bosch import raw_for
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import TellingChip

RESET, RESULT, MEMORY, CONVERSIONS = 0x1E, 0x00, range(0xA0, 0xB0, 2), range(0x40, 0x5C, 2)
FINEST = (0x4A, 0x5A)  # only the MS5637 measures 8192 times
PRESSURE_0, TEMPERATURE_0 = 0x40, 0x50
TAKES_S = (
    0.54e-3,
    1.06e-3,
    2.08e-3,
    4.13e-3,
    8.22e-3,
    16.44e-3,
)  # "Analog digital converter", typical, by the oversampling
RELOAD_S = 2.8e-3  # "Reset sequence"
BITS = 24
COLD = 2000  # hundredths of a degree: the second order begins below


def crc4(words: list[int]) -> int:
    """The checksum over eight words, the lowest byte taken as 0 (AN520)."""
    rest = 0
    for place in range(16):
        word = words[place // 2] & (0xFF00 if place == 15 else 0xFFFF)
        rest ^= word & 0xFF if place % 2 else word >> 8
        for _ in range(8):
            rest = rest << 1 ^ (0x3000 if rest & 0x8000 else 0)
        rest &= 0xFFFF
    return rest >> 12


class Ms5611Chip(TellingChip):
    """One MS5611."""

    feels = ("temperature_c", "pressure_hpa")
    usual_address = 0x77
    factory = (40127, 36924, 23317, 23282, 33464, 28312)  # C1 to C6 of the data sheet's example
    shift = 0  # how many bits more its pressure has
    finest = 0x08  # its last oversampling
    cold_t, warm_t = 1 / 2**31, 0.0  # the second order of its temperature, below 20 degrees and above
    cold_offset, cold_slope = 5 / 2, 5 / 4  # and of its pressure

    def plug(self) -> None:
        self.reset()
        self.on_bus(self.option("address", self.usual_address))

    def reset(self) -> None:
        """As after power-on."""
        words = [0, *self.factory, 0]
        self._words = [*words[:7], crc4(words)]
        self._answer, self._result, self._ready_s = b"\0\0\0", 0, 0.0

    def power_changed(self) -> None:
        super().power_changed()
        self.reset()

    def temperature(self, raw: float) -> float:
        """Hundredths of a degree for a raw value, with the second order."""
        beyond = raw - self.factory[4] * 256
        return COLD + beyond * self.factory[5] / 2**23 - beyond**2 * (self.cold_t if beyond < 0 else self.warm_t)

    def pascal(self, raw: float, warm: int) -> float:
        """The air pressure for both raw values, with the second order."""
        c1, c2, c3, c4, c5, c6 = self.factory
        beyond = warm - c5 * 256
        cold = min(beyond * c6 / 2**23, 0.0) ** 2
        offset = (c2 * 2**16 + c4 * beyond / 2**7) * (1 << self.shift) - cold * self.cold_offset
        slope = (c1 * 2**15 + c3 * beyond / 2**8) * (1 << self.shift) - cold * self.cold_slope
        return (raw * slope / 2**21 - offset) / 2**15

    def write(self, data: bytes) -> None:
        """Take a command."""
        command, now_s = data[0] if data else RESULT, self.pi.clock.monotonic()
        if not data or (now_s < self._ready_s and command != RESULT):
            return
        if command == RESET:
            self.reset()
            self._ready_s = now_s + RELOAD_S
        elif command in MEMORY and command - MEMORY.start >> 1 < len(self._words):
            self._answer = self._words[command - MEMORY.start >> 1].to_bytes(2)
        elif command in CONVERSIONS and command & 0x0F <= self.finest:
            self._convert(command)
            self._ready_s = now_s + TAKES_S[(command & 0x0F) >> 1]
        elif command == RESULT:
            if now_s < self._ready_s:  # neither now nor later
                self.too_early(TAKES_S[-1])
                self._result = 0
            self._answer, self._result = self._result.to_bytes(3), 0
        else:
            self.not_modeled(command)

    def read(self, count: int) -> bytes:
        """Give what the last command asked for."""
        return self._answer[:count].ljust(count, b"\0")

    def _convert(self, command: int) -> None:
        warm = raw_for(self.temperature, self.feel("temperature_c") * 100, BITS)
        self._result = warm
        if command < TEMPERATURE_0:
            self._result = raw_for(lambda raw: self.pascal(raw, warm), self.feel("pressure_hpa") * 100, BITS)


class Ms5607Chip(Ms5611Chip):
    """One MS5607: the same with other weights."""

    factory = (46372, 43981, 29059, 27842, 31553, 28165)
    shift = 1
    cold_offset, cold_slope = 61 / 16, 2.0


class Ms5637Chip(Ms5607Chip):
    """One MS5637: the weights of an MS5607, seven words with the checksum before the first."""

    finest = 0x0A
    cold_t, warm_t = 3 / 2**33, 5 / 2**38
    cold_slope = 29 / 16

    def reset(self) -> None:
        """As after power-on."""
        super().reset()
        words = [0, *self.factory, 0]
        self._words = [crc4(words) << 12, *self.factory]


OTHER = ("ms5607", "131072")  # its name, and the weight of its second number: 2 to the 17th


def _fits(name: str, talk: Talk) -> float:
    """Its commands, and a word of its memory below those of a BMP180."""
    sent = [each for each, _ in talk.exchanges if each]
    known = (RESET, RESULT, *MEMORY, *CONVERSIONS)
    if any(len(each) > 2 or each[0] not in known for each in sent):
        return 0.0
    if any(each == bytes((RESULT,)) and count not in (0, 3) for each, count in talk.exchanges):
        return 0.0  # a BMP388 is asked there who it is
    if name != "ms5637" and any(each[0] in FINEST for each in sent):
        return 0.0
    words = [count for each, count in talk.exchanges if each and each[0] in range(0xA0, 0xAA, 2)]
    is_clear = any(each[0] == RESET for each in sent) or any(count in (0, 2) for count in words)
    if not is_clear:
        return 0.1
    if talk.says("ms5637") or any(each[0] in FINEST for each in sent):
        return 1.0 if name == "ms5637" else 0.9
    return 1.0 if name == ("ms5607" if talk.says(*OTHER) else "ms5611") else 0.9


KINDS = tuple(
    PartKind(
        name, chip, PRESSURE(name=name.upper()), I2C, chip.feels,
        addresses=addresses,
        libraries=(name,),
        fits=partial(_fits, name),
    )
    for name, chip, addresses in (
        ("ms5611", Ms5611Chip, (0x77, 0x76)),  # "I2C interface": the complement of the wire CSB
        ("ms5607", Ms5607Chip, (0x77, 0x76)),
        ("ms5637", Ms5637Chip, (0x76,)),
    )
)  # fmt: skip
