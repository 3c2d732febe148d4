"""ADS1115: four analog inputs, 16 bits, I2C. Data sheet SBAS444: registers 9.6, codes 9.5.4, noise table 1.

A conversion is ready at once; the real chip takes 8 ms at 128 samples a second.
"""

from __future__ import annotations

from sim.chips._bus_chips import ChipOnI2c, ConverterChip
from sim.wires.i2c import Nack, Registers16

CONVERSION, CONFIG, LOW_THRESHOLD, HIGH_THRESHOLD = range(4)
AT_RESET = {CONVERSION: 0x0000, CONFIG: 0x8583, LOW_THRESHOLD: 0x8000, HIGH_THRESHOLD: 0x7FFF}
START = READY = 0x8000  # the OS bit: writing 1 starts a conversion, reading 1 means that none is running
SINGLE_SHOT = 0x0100
RANGE_V = (6.144, 4.096, 2.048, 1.024, 0.512, 0.256, 0.256, 0.256)  # by bits 11..9
PAIRS = ((0, 1), (0, 3), (1, 3), (2, 3))  # mux 0..3: one input against another; 4..7: an input against ground
NOISE_STEPS = 1  # either way; table 1: 125 uV peak to peak, one step, at +-4.096 V


def code(volts: float, range_v: float) -> int:
    """The code for a voltage, -32768 to 32767, held at the ends."""
    found = round(volts / range_v * 32768)
    return found if -32768 <= found <= 32767 else -32768 if found < 0 else 32767


class Ads1115Chip(ChipOnI2c, ConverterChip, Registers16):
    """Registers and inputs of one ADS1115."""

    def plug(self) -> None:
        super().plug()
        self._registers = dict(AT_RESET)
        self.on_bus(self.option("address", 0x48))

    def power_changed(self) -> None:
        super().power_changed()
        self._registers = dict(AT_RESET)

    def acknowledge(self) -> None:
        if not self._powered:
            raise Nack

    def get(self, register: int) -> int:
        if not self._powered:
            raise Nack
        if register == CONVERSION and not self._registers[CONFIG] & SINGLE_SHOT:
            self._convert(self._registers[CONFIG])
        return self._registers.get(register, 0)

    def set(self, register: int, value: int) -> None:
        if not self._powered:
            raise Nack
        if register == CONFIG:
            if value & START and value & SINGLE_SHOT:
                self._convert(value)
            value |= READY
        if register != CONVERSION:
            self._registers[register] = value

    def _convert(self, config: int) -> None:
        mux = config >> 12 & 7
        if mux >= 4:
            volts = self.volts_at(mux - 4)
        else:
            plus, minus = PAIRS[mux]
            volts = self.volts_at(plus) - self.volts_at(minus)
        range_v = RANGE_V[config >> 9 & 7]
        noise_v = self.noise(NOISE_STEPS) * range_v / 32768
        self._registers[CONVERSION] = code(volts + noise_v, range_v) & 0xFFFF
