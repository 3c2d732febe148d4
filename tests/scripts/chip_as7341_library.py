# The colors of a sheet of paper with Adafruit's library for an AS7341.
import time

import adafruit_as7341
import board

sensor = adafruit_as7341.AS7341(board.I2C())
for _ in range(2):
    colors = sensor.all_channels
    print(colors)
    print(("violet", "indigo", "blue", "cyan", "green", "yellow", "orange", "red")[colors.index(max(colors))])
    time.sleep(1)
