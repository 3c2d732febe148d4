"""Stand-in for `Adafruit_ADS1x15`, the library before adafruit_ads1x15: an ADS1115 or ADS1015 on the virtual bus.

Configuration: data sheets ADS1115 (SBAS444), table 8, and ADS1015 (SBAS473), table 8.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from sim.libraries.modules import sleep
from sim.libraries.stand_ins.smbus import BUS, SMBus

VALUE, CONFIG = 0, 1
START, SINGLE, NO_COMPARATOR = 0x8000, 0x0100, 0x0003
GROUND = 4  # the input codes 4 to 7 are A0 to A3 against ground
GAINS = {2 / 3: 0x0000, 1: 0x0200, 2: 0x0400, 4: 0x0600, 8: 0x0800, 16: 0x0A00}


class _Converter:
    """One converter; a subclass knows its rates and its bits."""

    rates: ClassVar[Mapping[int, int]]
    usual_rate: ClassVar[int]
    spare_bits: ClassVar[int]

    def __init__(self, address: int = 0x48, i2c: object = None, busnum: int | None = None, **_: object) -> None:
        self._bus = SMBus(BUS if busnum is None else busnum)
        self._address = address

    def read_adc(self, channel: int, gain: float = 1, data_rate: int | None = None) -> int:
        """Return one input against ground, in steps."""
        return self._once(_input(channel) + GROUND, gain, data_rate)

    def read_adc_difference(self, differential: int, gain: float = 1, data_rate: int | None = None) -> int:
        """Return the difference of two inputs: 0 is A0-A1, 1 is A0-A3, 2 is A1-A3, 3 is A2-A3."""
        return self._once(_input(differential), gain, data_rate)

    def start_adc(self, channel: int, gain: float = 1, data_rate: int | None = None) -> int:
        """Measure one input again and again; return its first value."""
        return self._begin(_input(channel) + GROUND, gain, data_rate, 0)

    def start_adc_difference(self, differential: int, gain: float = 1, data_rate: int | None = None) -> int:
        """The same for a difference."""
        return self._begin(_input(differential), gain, data_rate, 0)

    def get_last_result(self) -> int:
        """Return what was measured last."""
        high, low = self._bus.read_i2c_block_data(self._address, VALUE, 2)
        word = high << 8 | low
        return (word - 0x10000 if word & 0x8000 else word) >> self.spare_bits

    def stop_adc(self) -> None:
        """Measure no more."""
        self._write(START | SINGLE | self.rates[self.usual_rate] | GAINS[1] | NO_COMPARATOR)

    def _once(self, code: int, gain: float, data_rate: int | None) -> int:
        return self._begin(code, gain, data_rate, SINGLE)

    def _begin(self, code: int, gain: float, data_rate: int | None, mode: int) -> int:
        rate = self.usual_rate if data_rate is None else data_rate
        if gain not in GAINS:
            raise ValueError("Gain must be one of: 2/3, 1, 2, 4, 8, 16")
        if rate not in self.rates:
            raise ValueError(f"Data rate must be one of: {', '.join(map(str, sorted(self.rates)))}")
        self._write(START | code << 12 | GAINS[gain] | mode | self.rates[rate] | NO_COMPARATOR)
        sleep(1.0 / rate + 0.0001)
        return self.get_last_result()

    def _write(self, config: int) -> None:
        self._bus.write_i2c_block_data(self._address, CONFIG, list(divmod(config, 256)))


class ADS1115(_Converter):
    """16 bits."""

    rates = {rate: place << 5 for place, rate in enumerate((8, 16, 32, 64, 128, 250, 475, 860))}  # noqa: RUF012
    usual_rate, spare_bits = 128, 0


class ADS1015(_Converter):
    """12 bits."""

    rates = {rate: place << 5 for place, rate in enumerate((128, 250, 490, 920, 1600, 2400, 3300))}  # noqa: RUF012
    usual_rate, spare_bits = 1600, 4


def _input(number: Any) -> int:
    if not 0 <= number <= 3:
        raise ValueError("Channel must be a value within 0-3!")
    return int(number)
