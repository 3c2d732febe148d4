"""ADS1115 (Texas Instruments): four analog inputs with 16 bits over I2C. Data sheet SBAS444.

At gain 1 one step is 0.125 mV and the range ends at 4.096 V, but an input must never be above the chip's own supply:
a 5 V module needs a divider when the chip runs on 3.3 V.
"""

from __future__ import annotations

from typing import Any, ClassVar

from devices import AdcPart, AnalogInput, Clock, Message, ReadError, Terminal
from drivers._i2c import I2cPart

OVER = Message("ads1115.over", "Input A{number} of {model} at address {address} is at the end of its range.")
OVER_HINT = Message("ads1115.over.hint", "Measure that input with a meter; a 5 V module needs a divider or gain 2/3.")
FULL_SCALE = 32767  # steps; the chip stops here, whatever the voltage is (SBAS444, 9.5.4)
# Polls before a conversion counts as lost. It takes 8 ms and a poll 0.5 ms (0.1 ms at 400 kHz); on a data
# wire held low, where every byte is zero, the library alone would poll forever.
MAX_LOOKS = 200


class ConversionLost(Exception):
    """The chip never reported that it is ready."""


class Ads1115(I2cPart, AdcPart):
    """Four inputs, A0 to A3. `gain` is one of 2/3, 1, 2, 4, 8, 16; address 0x48 to 0x4B by the ADDR pin."""

    title = Message("driver.ads1115", "ADS1115 analog-to-digital converter")
    model: ClassVar[str] = "ADS1115"
    terminals = (Terminal("address", "i2c"),)
    inputs = 4

    def __init__(self, clock: Clock, address: int = 0x48, gain: float = 1) -> None:
        super().__init__(clock, address)
        self._gain = 2 / 3 if abs(gain - 2 / 3) < 0.01 else gain
        self._inputs: tuple[Any, ...] = ()
        self._step_v = 0.0

    def _open(self, bus: Any) -> Any:
        from adafruit_ads1x15.ads1x15 import Mode
        from adafruit_ads1x15.ads1115 import ADS1115
        from adafruit_ads1x15.analog_in import AnalogIn

        class PatientAds1115(ADS1115):
            """The library's class, with a timeout."""

            looks = 0

            def _conversion_complete(self) -> int:
                ready: int = super()._conversion_complete()
                self.looks = 0 if ready else self.looks + 1
                if self.looks > MAX_LOOKS:
                    raise ConversionLost
                return ready

        # SINGLE: in continuous mode this library returns the previously selected input
        chip = PatientAds1115(bus, gain=self._gain, mode=Mode.SINGLE, address=self._address)
        self._inputs = tuple(AnalogIn(chip, number) for number in range(self.inputs))
        self._step_v = self._inputs[0].convert_to_voltage(1)
        return chip

    def channel(self, number: int) -> AnalogInput:
        return _Input(self, number)

    def voltage_v(self, number: int) -> float:
        """The voltage at input A`number`. Raises ReadError."""
        self._connected()
        try:
            steps: int = self._inputs[number].value
        except OSError as error:
            raise self._lost(error) from error
        except ConversionLost as error:
            raise self._unfinished() from error
        if steps >= FULL_SCALE:
            raise ReadError(self._fill(OVER, number=number), OVER_HINT)
        return steps * self._step_v


class _Input:
    """One input of the chip."""

    def __init__(self, adc: Ads1115, number: int) -> None:
        self._adc = adc
        self._number = number

    def voltage_v(self) -> float:
        return self._adc.voltage_v(self._number)
