# Somebody opens a pot of paint: the raw signal of an SGP40 falls, and its index rises.
import time

import adafruit_sgp40
import board

sensor = adafruit_sgp40.SGP40(board.I2C())
print(sensor.raw)
for _ in range(120):
    before = sensor.measure_index(temperature=25, relative_humidity=50)
    time.sleep(0.5)
time.sleep(3)
print(sensor.raw)
for _ in range(60):
    after = sensor.measure_index(temperature=25, relative_humidity=50)
    time.sleep(0.5)
print(before, after > before)
