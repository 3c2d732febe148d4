# A word runs over four letters of fourteen segments.
import time

import board
import busio
from adafruit_ht16k33 import segments

i2c = busio.I2C(board.SCL, board.SDA)
display = segments.Seg14x4(i2c, address=0x72)
text = "XIN CHAO 8B"
for start in range(0, len(text) - 3):
    display.print(text[start : start + 4].ljust(4))
    time.sleep(0.4)
