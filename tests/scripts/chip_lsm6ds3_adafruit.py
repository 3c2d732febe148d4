"""What Adafruit's library calls LSM6DS3 says that it is an LSM6DS3TR-C."""

import board
from adafruit_lsm6ds.lsm6ds3 import LSM6DS3

sensor = LSM6DS3(board.I2C())
print([round(axis, 1) for axis in sensor.acceleration])
