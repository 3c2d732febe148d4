"""MCP3008 (Microchip): eight analog inputs with 10 bits over SPI. Data sheet DS21295.

One step is 3.2 mV on 3.3 V: enough for a thermistor, too coarse for clear water or a gas sensor with a small load.
"""

from __future__ import annotations

import sys
import warnings
from typing import Any

from devices import AdcPart, AnalogInput, HighlandError, Message, ReadError, Terminal
from devices.os_errors import cause
from drivers._buses import spi

OVER = Message("mcp3008.over", "Input CH{number} of MCP3008 on SPI device {device} is at the end of its range.")
OVER_HINT = Message(
    "mcp3008.over.hint",
    "Check the MISO wire on pin 21 and that SPI is on (sudo raspi-config). A 5 V module needs a divider.",
)
LOST = Message("mcp3008.lost", "MCP3008 on SPI device {device} could not be read: {error}.")
LOST_HINT = Message("mcp3008.lost.hint", "Restart the board. If it fails again, find the other program that uses SPI.")
STEPS = 1024  # over the whole reference voltage, DS21295 equation 4-2


def input_v(code: int, reference_v: float) -> float:
    """The voltage for a code of 0 to 1023."""
    return code * reference_v / STEPS


class Mcp3008(AdcPart):
    """Eight inputs, CH0 to CH7. `device` 0 is chip select CE0 (pin 24), 1 is CE1 (pin 26).

    Raises ReadError at full scale, and while the bus cannot be opened: each read tries again. A missing chip often
    reads 0 V, which only the part on that input can detect.
    """

    title = Message("driver.mcp3008", "MCP3008 analog-to-digital converter")
    terminals = (Terminal("device", "spi"),)
    inputs = 8

    def __init__(self, device: int = 0, reference_v: float = 3.3) -> None:
        self._device = device
        self._reference_v = reference_v
        self._open: dict[int, Any] = {}

    def channel(self, number: int) -> AnalogInput:
        return _Input(self, number)

    def voltage_v(self, number: int) -> float:
        """The voltage at input CH`number`. Raises ReadError."""
        code = self._code(number)
        if isinstance(code, ReadError):  # raised here, apart from its cause: that one would keep a half-open bus alive
            raise code
        if code >= STEPS - 1:
            raise ReadError(OVER(number=number, device=self._device), OVER_HINT)
        return input_v(code, self._reference_v)

    def _code(self, number: int) -> int | ReadError:
        try:
            return int(self._connected(number).raw_value)
        except _errors() as error:
            self.close()
            return self._lost(error)

    def _connected(self, number: int) -> Any:
        """gpiozero's object for an input. On a bus that is off gpiozero would move the pins itself: that is refused."""
        from gpiozero import MCP3008, SPISoftwareFallback

        if number not in self._open:
            with warnings.catch_warnings():
                warnings.simplefilter("error", SPISoftwareFallback)
                self._open[number] = MCP3008(channel=number, device=self._device, max_voltage=self._reference_v)
        return self._open[number]

    def _lost(self, error: Exception) -> ReadError:
        problem = spi(self._device).problem()
        if problem is not None:
            return problem
        if isinstance(error, HighlandError):  # a busy pin
            said: Message | str = error.message
        else:
            said = cause(error) if isinstance(error, OSError) else str(error) or type(error).__name__
        return ReadError(LOST(device=self._device, error=said), LOST_HINT)

    def close(self) -> None:
        """Release all inputs and the SPI pins."""
        for each in self._open.values():
            each.close()
        self._open.clear()


class _Input:
    """One input of the chip."""

    def __init__(self, adc: Mcp3008, number: int) -> None:
        self._adc = adc
        self._number = number

    def voltage_v(self) -> float:
        return self._adc.voltage_v(self._number)


def _errors() -> tuple[type[Exception], ...]:
    """What gpiozero and the library under it raise when the bus cannot be used."""
    from gpiozero import GPIOZeroError, SPISoftwareFallback

    lgpio = sys.modules.get("lgpio")
    own: tuple[type[Exception], ...] = () if lgpio is None else (lgpio.error,)
    return (OSError, GPIOZeroError, SPISoftwareFallback, HighlandError, ImportError, *own)
