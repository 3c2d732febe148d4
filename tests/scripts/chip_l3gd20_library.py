# A lamp while somebody turns the table: an L3GD20 with Adafruit's library.
import math
import time

import adafruit_l3gd20
import board
from gpiozero import LED

lamp = LED(17)
sensor = adafruit_l3gd20.L3GD20_I2C(board.I2C(), rng=adafruit_l3gd20.L3DS20_RANGE_500DPS)
for _ in range(3):
    x, y, z = (math.degrees(value) for value in sensor.gyro)
    print(f"{x:.1f} {y:.1f} {z:.1f}")
    lamp.value = abs(z) > 10
    time.sleep(1)
lamp.off()
