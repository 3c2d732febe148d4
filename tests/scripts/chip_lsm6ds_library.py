# An LSM6DSOX with Adafruit's library: how it lies, turns, and how warm it is.
import math

import board
from adafruit_lsm6ds.lsm6dsox import LSM6DSOX

sensor = LSM6DSOX(board.I2C())
print(*(f"{value:.1f}" for value in sensor.acceleration))
print(*(f"{math.degrees(value):.0f}" for value in sensor.gyro))
print(f"{sensor.temperature:.1f} C")
