# A window opens when the air smells: a BME680 with Adafruit's library.
import time

import adafruit_bme680
import board

sensor = adafruit_bme680.Adafruit_BME680_I2C(board.I2C())
for _ in range(2):
    print(f"{sensor.temperature:.1f} C {sensor.humidity:.1f} % {sensor.pressure:.1f} hPa {sensor.gas / 1000:.1f} kOhm")
    time.sleep(2)
