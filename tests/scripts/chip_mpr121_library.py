# A piano of fruit.
import time

import adafruit_mpr121
import board

fruit = adafruit_mpr121.MPR121(board.I2C())
before = ()
for _ in range(40):
    now = tuple(number for number in range(12) if fruit[number].value)
    if now != before:
        print(now)
    before = now
    time.sleep(0.1)
