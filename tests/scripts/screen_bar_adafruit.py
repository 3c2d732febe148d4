# A bar of 24 that shows a level in green, yellow and red.
import time

import board
from adafruit_ht16k33.bargraph import Bicolor24

bar = Bicolor24(board.I2C())
for level in (10, 22):
    for number in range(24):
        color = bar.LED_GREEN if number < 12 else bar.LED_YELLOW if number < 18 else bar.LED_RED
        bar[number] = color if number < level else bar.LED_OFF
    time.sleep(1)
