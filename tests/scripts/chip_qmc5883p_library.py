# A QMC5883P, as boards called GY-271 have it today, with Adafruit's library.
import math

import adafruit_qmc5883p
import board

x, y, z = adafruit_qmc5883p.QMC5883P(board.I2C()).magnetic
print(f"{math.degrees(math.atan2(y, x)):.0f} degrees, {z:.2f} G")
