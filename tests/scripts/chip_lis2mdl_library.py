# Where is north? A LIS2MDL with Adafruit's library, in microtesla.
import math
import time

import adafruit_lis2mdl
import board

sensor = adafruit_lis2mdl.LIS2MDL(board.I2C())
for _ in range(2):
    x, y, _z = sensor.magnetic
    print(f"{math.degrees(math.atan2(y, x)) % 360:.0f} degrees, {math.hypot(x, y):.0f} uT")
    time.sleep(1)
