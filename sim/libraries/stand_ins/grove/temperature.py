"""Stand-in for `grove.temperature`: a thermistor on an analog input, an MCP9808."""

from __future__ import annotations

import math

from sim.libraries.stand_ins.grove.adc import ADC
from sim.libraries.stand_ins.grove.i2c import Bus

KELVIN, AT_25_K = 273.15, 298.15
TEMPERATURE, RESOLUTION = 0x05, 0x08  # data sheet MCP9808, table 5-1
STEPS_C = (0.5, 0.25, 0.125, 0.0625)


class Temper:
    """A thermometer."""

    RES_1_2_CELSIUS, RES_1_4_CELSIUS, RES_1_8_CELSIUS, RES_1_16_CELSIUS = STEPS_C
    _resolution = float("nan")

    def fahr2celsius(self, fahr: float) -> float:
        return (fahr - 32.0) / 1.8

    def celsius2fahr(self, celsius: float) -> float:
        return celsius * 1.8 + 32.0

    def resolution(self, res: float | None = None) -> float:
        """Its steps in degrees Celsius; with a number, set them where that can be done."""
        if res is not None and self._derive_res(res):
            self._resolution = res
        return self._resolution

    def _derive_res(self, res: float) -> bool:
        return False


class TemperTypedNTC(Temper):
    """Grove's thermistor of 100 kohm. As in the real library a common logarithm stands where a natural one belongs:
    away from 25 degrees the number is closer to 25 than the air is."""

    B, R0 = 4275.0, 100_000.0
    _resolution = 1.5

    def __init__(self, channel: int) -> None:
        self.channel, self.adc = channel, ADC()

    @property
    def temperature(self) -> float:
        """Degrees Celsius; NaN when the input is at an end."""
        value = self.adc.read(self.channel)
        if not 0 < value < 1000:
            return math.nan
        return 1.0 / (math.log10(1000.0 / value - 1.0) / self.B + 1.0 / AT_25_K) - KELVIN


class TemperMCP9808(Temper):
    """An MCP9808 on I2C."""

    _resolution = STEPS_C[-1]

    def __init__(self, address: int = 0x18) -> None:
        self._addr, self._bus = address, Bus()

    @property
    def temperature(self) -> float:
        """Degrees Celsius."""
        high, low = self._bus.read_i2c_block_data(self._addr, TEMPERATURE, 2)
        count = (high & 0x1F) << 8 | low
        return (count - 0x2000 if count & 0x1000 else count) / 16.0

    def _derive_res(self, res: float) -> bool:
        if res in STEPS_C:
            self._bus.write_byte_data(self._addr, RESOLUTION, STEPS_C.index(res))
        return res in STEPS_C
