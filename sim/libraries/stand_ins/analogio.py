"""Stand-in for CircuitPython's `analogio`, which a Raspberry Pi cannot have."""

from __future__ import annotations

from typing import NoReturn

from sim.libraries.stand_ins.microcontroller import Pin

NO_ANALOG = (
    "A Raspberry Pi has no analog pins: put an ADS1115 (I2C) or an MCP3008 (SPI) between the sensor and the Pi, "
    "and read that chip with its own library."
)


class AnalogIn:
    """An analog input. Raises NotImplementedError: a Pi has none."""

    def __init__(self, pin: Pin) -> NoReturn:
        raise NotImplementedError(NO_ANALOG)


class AnalogOut:
    """An analog output. Raises NotImplementedError: a Pi has none."""

    def __init__(self, pin: Pin) -> NoReturn:
        raise NotImplementedError(NO_ANALOG)
