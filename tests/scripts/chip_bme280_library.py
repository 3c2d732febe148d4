# A weather station with a BME280: one line every minute.
import time

import board
from adafruit_bme280 import basic

bme = basic.Adafruit_BME280_I2C(board.I2C(), address=0x76)
with open("weather.csv", "w") as log:
    log.write("celsius,percent,hpa\n")
    for _ in range(3):
        log.write(f"{bme.temperature:.1f},{bme.relative_humidity:.0f},{bme.pressure:.0f}\n")
        time.sleep(60)
