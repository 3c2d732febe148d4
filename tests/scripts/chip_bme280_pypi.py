# The library bme280 from PyPI.
import bme280
import smbus2

bus = smbus2.SMBus(1)
constants = bme280.load_calibration_params(bus, 0x76)
found = bme280.sample(bus, 0x76, constants)
print(f"{found.temperature:.1f} C {found.pressure:.1f} hPa {found.humidity:.1f} %")
