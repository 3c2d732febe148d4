# Something near and the light, with Adafruit's library for a VL6180X.
import time

import adafruit_vl6180x
import board

sensor = adafruit_vl6180x.VL6180X(board.I2C())
for _ in range(3):
    print(sensor.range, sensor.range_status, f"{sensor.read_lux(adafruit_vl6180x.ALS_GAIN_1):.0f} lux")
    time.sleep(1)
