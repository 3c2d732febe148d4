# A VEML6070 with Adafruit's library: how dangerous is the sun?
import time

import adafruit_veml6070
import board

sensor = adafruit_veml6070.VEML6070(board.I2C())
for _ in range(3):
    time.sleep(1)
    raw = sensor.uv_raw
    print(raw, sensor.get_index(raw))
