"""Pimoroni's class of a BME280, where the library of that name with functions is installed."""

from bme280 import BME280
from smbus2 import SMBus

meter = BME280(i2c_dev=SMBus(1))
print(f"{meter.get_temperature():.1f} C, {meter.get_pressure():.0f} hPa, {meter.get_humidity():.0f} %")
print(f"{meter.get_altitude(qnh=1020):.0f} m")
