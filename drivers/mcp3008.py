"""MCP3008 (Microchip): eight analog inputs with 10 bits over SPI. Data sheet DS21295.

One step is 3.2 mV on 3.3 V: enough for a thermistor, too coarse for clear water or a gas sensor with a small load.
"""

from __future__ import annotations

from typing import Any

from devices import AdcPart, AnalogInput, Message, ReadError, Terminal

OVER = Message("mcp3008.over", "Input CH{number} of MCP3008 on SPI device {device} is at the end of its range.")
OVER_HINT = Message(
    "mcp3008.over.hint",
    "Check the MISO wire on pin 21 and that SPI is on (sudo raspi-config). A 5 V module needs a divider.",
)
STEPS = 1024  # over the whole reference voltage, DS21295 equation 4-2


def input_v(code: int, reference_v: float) -> float:
    """The voltage for a code of 0 to 1023."""
    return code * reference_v / STEPS


class Mcp3008(AdcPart):
    """Eight inputs, CH0 to CH7. `device` 0 is chip select CE0 (pin 24), 1 is CE1 (pin 26).

    Raises ReadError at full scale. A missing chip often reads 0 V, which only the part on that input can detect.
    """

    title = Message("driver.mcp3008", "MCP3008 analog-to-digital converter")
    terminals = (Terminal("device", "spi"),)
    inputs = 8

    def __init__(self, device: int = 0, reference_v: float = 3.3) -> None:
        self._device = device
        self._reference_v = reference_v
        self._open: dict[int, Any] = {}

    def channel(self, number: int) -> AnalogInput:
        from gpiozero import MCP3008

        if number not in self._open:
            self._open[number] = MCP3008(channel=number, device=self._device, max_voltage=self._reference_v)
        return _Input(self._open[number], number, self._device)

    def close(self) -> None:
        """Release all inputs and the SPI pins."""
        for each in self._open.values():
            each.close()
        self._open.clear()


class _Input:
    """One input of the chip."""

    def __init__(self, single: Any, number: int, device: int) -> None:
        self._single = single
        self._number = number
        self._device = device

    def voltage_v(self) -> float:
        code = self._single.raw_value
        if code >= STEPS - 1:
            raise ReadError(OVER(number=self._number, device=self._device), OVER_HINT)
        return input_v(code, self._single.max_voltage)
