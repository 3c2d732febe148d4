# A LIS3MDL with Adafruit's library.
import math

import adafruit_lis3mdl
import board

x, y, z = adafruit_lis3mdl.LIS3MDL(board.I2C()).magnetic
print(f"{math.degrees(math.atan2(y, x)):.0f} degrees, {z:.0f} uT")
