"""Two libraries are called bme280: the one of the kits has functions, Pimoroni's has a class. Programs find both."""

from __future__ import annotations

from types import ModuleType
from typing import Any

SEA_LEVEL_HPA = 1013.25


def adapt(module: ModuleType) -> None:
    """Add Pimoroni's class, which reads by the functions, where it is not there."""
    if hasattr(module, "BME280"):
        return

    class BME280:
        """One chip. Celsius, hectopascal, percent, meters; raises OSError when nobody answers."""

        temperature = pressure = humidity = altitude = 0.0

        def __init__(self, i2c_addr: int = 0x76, i2c_dev: Any = None) -> None:
            from smbus2 import SMBus

            self._address = i2c_addr
            self._bus = SMBus(1) if i2c_dev is None else i2c_dev
            self._calibration: Any = None

        def setup(
            self,
            mode: str = "normal",
            temperature_oversampling: int = 16,
            pressure_oversampling: int = 16,
            humidity_oversampling: int = 16,
            temperature_standby: float = 500,
        ) -> None:
            """Ready to measure. What it is set to changes nothing but the noise."""
            if self._calibration is None:
                self._calibration = module.load_calibration_params(self._bus, self._address)

        def update_sensor(self) -> None:
            """Measure all three."""
            self.setup()
            found = module.sample(self._bus, self._address, self._calibration)
            self.temperature, self.pressure, self.humidity = found.temperature, found.pressure, found.humidity

        def get_temperature(self) -> float:
            self.update_sensor()
            return self.temperature

        def get_pressure(self) -> float:
            self.update_sensor()
            return self.pressure

        def get_humidity(self) -> float:
            self.update_sensor()
            return self.humidity

        def get_altitude(self, qnh: float = SEA_LEVEL_HPA, manual_temperature: float | None = None) -> float:
            """Meters above where the air has `qnh` hectopascal, by the hypsometric formula."""
            self.update_sensor()
            celsius = self.temperature if manual_temperature is None else manual_temperature
            self.altitude = ((qnh / self.pressure) ** (1.0 / 5.257) - 1.0) * (celsius + 273.15) / 0.0065
            return self.altitude

    module.BME280 = BME280  # type: ignore[attr-defined]
