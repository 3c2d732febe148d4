# A count down on four digits, then a temperature.
import time

import board
from adafruit_ht16k33.segments import Seg7x4

display = Seg7x4(board.I2C(), auto_write=False)
display.brightness = 0.5
for seconds in (62, 61, 60, 59):
    display.print(f"{seconds // 60:2d}:{seconds % 60:02d}")
    display.show()
    time.sleep(1)
display.fill(0)
display.print("27.5C")
display.show()
time.sleep(1)
display.blink_rate = 2
time.sleep(1)
