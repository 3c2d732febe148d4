"""An ICM20649 measures twice as much as its sister: a g is a g all the same."""

import board
from adafruit_icm20x import AccelRange, ICM20649

sensor = ICM20649(board.I2C())
print([round(axis, 1) for axis in sensor.acceleration])
print([round(axis, 2) for axis in sensor.gyro])
sensor.accelerometer_range = AccelRange.RANGE_30G
print([round(axis, 1) for axis in sensor.acceleration])
