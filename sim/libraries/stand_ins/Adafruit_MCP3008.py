"""Stand-in for `Adafruit_MCP3008`, the library before adafruit_mcp3xxx.

Words: data sheet MCP3004/3008 (Microchip, DS21295), table 5-2 and figure 6-1.
"""

from __future__ import annotations

from typing import Any

from sim.libraries.stand_ins.Adafruit_GPIO import SPI
from sim.libraries.stand_ins.Adafruit_GPIO.GPIO import BaseGPIO

SINGLE, START = 0x80, 0x01
SPEED_HZ = 1_000_000


class MCP3008:
    """Eight inputs of 10 bits, on four pins or on the bus."""

    def __init__(
        self,
        clk: int | None = None,
        cs: int | None = None,
        miso: int | None = None,
        mosi: int | None = None,
        spi: Any = None,
        gpio: BaseGPIO | None = None,
    ) -> None:
        if spi is None and (clk is None or cs is None or miso is None or mosi is None):
            raise ValueError(
                "Must specify either spi for for hardware SPI or clk, cs, miso, and mosi for softwrare SPI!"
            )
        self._spi = SPI.BitBang(BaseGPIO() if gpio is None else gpio, clk or 0, mosi, miso, cs) if spi is None else spi
        self._spi.set_clock_hz(SPEED_HZ)
        self._spi.set_mode(0)
        self._spi.set_bit_order(SPI.MSBFIRST)

    def read_adc(self, adc_number: int) -> int:
        """Return one input against ground, 0 to 1023."""
        return self._read(SINGLE | _channel(adc_number) << 4)

    def read_adc_difference(self, differential: int) -> int:
        """Return a difference: 0 is CH0-CH1, 1 is CH1-CH0, 2 is CH2-CH3 and so on."""
        return self._read(_channel(differential) << 4)

    def _read(self, word: int) -> int:
        came = self._spi.transfer([START, word, 0])
        return (came[1] & 0x03) << 8 | came[2]


def _channel(number: int) -> int:
    if not 0 <= number <= 7:
        raise AssertionError("ADC number must be a value of 0-7!")
    return number
