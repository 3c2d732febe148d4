"""SHT31 (Sensirion): air temperature and humidity over I2C, the better choice near 80 % humidity.

+-2 % RH typical and +-0.2 C. Data sheet SHT3x-DIS, tables 1 and 2.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from devices import Channel, Clock, Message, ReadError, SensorPart, Terminal
from drivers._i2c import I2cPart

GARBLED = Message("sht31.garbled", "The answer of {model} at address {address} was corrupted.")
GARBLED_HINT = Message("sht31.garbled.hint", "Keep its wires under 50 cm and away from the pump and relay wires.")


class Sht31(I2cPart, SensorPart):
    """Air temperature and humidity. Address 0x44, or 0x45 with ADDR tied high."""

    title = Message("driver.sht31", "SHT31 temperature and humidity sensor")
    model: ClassVar[str] = "SHT31"
    terminals = (Terminal("address", "i2c"),)
    channels = (
        Channel("temperature_c", "C", low=-40.0, high=125.0),
        Channel("humidity_pct", "%", low=0.0, high=100.0),
    )
    sample_s = 2.0

    def __init__(self, clock: Clock, address: int = 0x44) -> None:
        super().__init__(clock, address)

    def _open(self, bus: Any) -> Any:
        import adafruit_sht31d

        return adafruit_sht31d.SHT31D(bus, self._address)

    def read(self) -> Mapping[str, float | bool]:
        chip = self._connected()
        try:
            temperature_c = chip.temperature
            humidity_pct = chip.relative_humidity
        except OSError as error:
            raise self._lost(error) from error
        except RuntimeError as error:  # the CRC does not match
            raise ReadError(self._fill(GARBLED), GARBLED_HINT) from error
        return {"temperature_c": temperature_c, "humidity_pct": humidity_pct}
