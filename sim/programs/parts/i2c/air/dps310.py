"""DPS310: air pressure and temperature, I2C. Data sheet DPS310 (Infineon, version 1.2), sections 4.9 and 7 to 8.

Its coefficients are chosen: no data sheet prints a unit's. The FIFO is not here.
"""

from __future__ import annotations

from sim.programs.parts.i2c.weather.bmp280 import PRESSURE
from sim.programs.parts.i2c.weather.bosch import raw_for
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import RegisterChip, signed

DATA, SETTINGS, MODE, RESET, ID, FIXES = range(0x00, 0x06), (0x06, 0x07), 0x08, 0x0C, 0x0D, (0x0E, 0x0F, 0x62)
COEFFICIENTS, SOURCE, RESET_WORD = range(0x10, 0x22), 0x28, 0x89
BOTH_READY, NEW, GOES_ON = 0xC0, {1: 0x10, 2: 0x20}, 0x04  # by the bit of the mode: pressure, temperature
C0, C1, C00, C10, C01, C11, C20, C21, C30 = 209, -260, 79_000, -54_000, -2300, 1300, -9400, -80, -1000
SCALES = (524288, 1572864, 3670016, 7864320, 253952, 516096, 1040384, 2088960)  # table 9
AT_RESET = {
    **dict.fromkeys((*DATA, *SETTINGS, 0x09, 0x0A, 0x0B, RESET, *FIXES), 0), MODE: BOTH_READY, ID: 0x10, SOURCE: 0x80,
    **dict(zip(COEFFICIENTS, (
        (C0 & 0xFFF) << 132 | (C1 & 0xFFF) << 120 | (C00 & 0xFFFFF) << 100 | (C10 & 0xFFFFF) << 80
         | (C01 & 0xFFFF) << 64 | (C11 & 0xFFFF) << 48 | (C20 & 0xFFFF) << 32 | (C21 & 0xFFFF) << 16 | C30 & 0xFFFF
    ).to_bytes(18, "big"), strict=True)),
}  # fmt: skip


def pascal_of(p: float, t: float) -> float:
    """The air pressure for two scaled values (section 4.9.1)."""
    return C00 + p * (C10 + p * (C20 + p * C30)) + t * C01 + t * p * (C11 + p * C21)


class Dps310Chip(RegisterChip):
    """One barometer."""

    feels = ("temperature_c", "pressure_hpa")
    usual_address = 0x77
    at_reset = AT_RESET

    def reset(self) -> None:
        """As after power-on."""
        super().reset()
        self._over_s: dict[int, float] = {}  # when each measurement is over, by its bit of the mode
        self._known = 0

    def get(self, register: int) -> int:
        """What is read; a value that is read is no longer new."""
        now_s = self.pi.clock.monotonic()
        for bit in [bit for bit, over_s in self._over_s.items() if now_s >= over_s]:
            self._measure(bit, now_s)
        if register in DATA:
            bit = 1 if register < DATA[3] else 2
            if register in (DATA[0], DATA[3]) and not self._known & bit:
                self.too_early(self._takes_s(bit)) if bit in self._over_s else self.asleep(MODE, 0x07)
            self.registers[MODE] &= ~NEW[bit]
        return super().get(register)

    def set(self, register: int, value: int) -> None:
        """Take a byte."""
        if register == RESET and value & 0x0F == RESET_WORD & 0x0F:
            self.reset()
        elif register == MODE:
            self.registers[MODE] = self.registers[MODE] & 0xF0 | value & 7
            now_s = self.pi.clock.monotonic()
            self._over_s = {bit: now_s + self._takes_s(bit) for bit in NEW if value & bit}
        elif register in (*SETTINGS, 0x09, *FIXES):
            self.registers[register] = value

    def _takes_s(self, bit: int) -> float:
        return (2.0 + 1.6 * (1 << min(self.registers[SETTINGS[bit - 1]] & 0x0F, 7))) / 1000  # table 16

    def _measure(self, bit: int, now_s: float) -> None:
        celsius, hpa = map(self.feel, self.feels)
        warm = (C0 / 2 - celsius) / -C1
        scale = SCALES[min(self.registers[SETTINGS[bit - 1]] & 0x0F, 7)]
        if bit == 1:
            raw = raw_for(lambda raw: -pascal_of((raw - (1 << 23)) / scale, warm), -hpa * 100, 24) - (1 << 23)
        else:
            raw = round(warm * scale)
        self.registers |= dict(enumerate(signed(raw, 24).to_bytes(3, "big"), DATA[3 * (bit - 1)]))
        self.registers[MODE] |= NEW[bit]
        self._known |= bit
        if self.registers[MODE] & GOES_ON:
            rate = self.registers[SETTINGS[bit - 1]] >> 4 & 7
            self._over_s[bit] = now_s + max(1 / 2**rate, self._takes_s(bit))
        else:
            del self._over_s[bit]
            self.registers[MODE] &= ~7


def _fits(talk: Talk) -> float:
    """Its settings are written where others have values, and who it is stands in a register of its own."""
    if any(first not in AT_RESET for first in talk.first_bytes):
        return 0.0
    own = any(
        (sent[:1] == b"\x0d" and asked)
        or (sent == b"\x10" and asked > 1)
        or (len(sent) == 2 and sent[0] in (*SETTINGS, MODE, 0x09, RESET))
        for sent, asked in talk.exchanges
    )
    return 0.96 if own or talk.says("dps310", "dps422") else 0.0 if talk.first_bytes else 0.1


KINDS = (
    PartKind(
        "dps310", Dps310Chip, PRESSURE(name="DPS310"), I2C, ("temperature_c", "pressure_hpa"),
        addresses=(0x77, 0x76),  # section 5.2
        aliases=("dps368", "dps3xx"),
        libraries=("adafruit_dps310",),
        fits=_fits,
    ),
)  # fmt: skip
