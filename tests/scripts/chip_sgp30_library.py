# Gases: the first fifteen seconds do not count.
import time

import adafruit_sgp30
import board

sensor = adafruit_sgp30.Adafruit_SGP30(board.I2C())
sensor.iaq_init()
for _ in range(4):
    print(sensor.eCO2, sensor.TVOC)
    time.sleep(8)
