# An LSM9DS1 with Adafruit's library: the compass is a chip of its own at 0x1E.
import math

import adafruit_lsm9ds1
import board

sensor = adafruit_lsm9ds1.LSM9DS1_I2C(board.I2C())
x, y, z = sensor.acceleration
print(f"{x:.1f} {y:.1f} {z:.1f}")
x, y, z = sensor.magnetic
print(f"{math.degrees(math.atan2(y, x)):.0f} {z:.2f}")
x, y, z = sensor.gyro
print(f"{math.degrees(z):.0f}")
