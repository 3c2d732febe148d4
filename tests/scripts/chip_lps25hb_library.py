# The barometer of a Sense HAT with Adafruit's library: an LPS25HB at 0x5C.
import time

import board
from adafruit_lps2x import LPS25

sensor = LPS25(board.I2C(), 0x5C)
for _ in range(2):
    time.sleep(1)
    print(f"{sensor.pressure:.1f} hPa {sensor.temperature:.1f} C")
