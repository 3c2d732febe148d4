# The library bmp280 from PyPI.
from bmp280 import BMP280
from smbus2 import SMBus

sensor = BMP280(i2c_dev=SMBus(1))
print(f"{sensor.get_temperature():.1f} C {sensor.get_pressure():.1f} hPa {sensor.get_altitude():.0f} m")
