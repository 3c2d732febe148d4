# Air pressure of a DPS310 with Adafruit's library.
import time

import board
from adafruit_dps310.basic import DPS310

sensor = DPS310(board.I2C())
for _ in range(2):
    print(f"{sensor.temperature:.1f} C {sensor.pressure:.1f} hPa")
    time.sleep(2)
