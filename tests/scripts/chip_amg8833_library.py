# Is somebody there? A picture of 8 by 8 temperatures with Adafruit's library.
import time

import adafruit_amg88xx
import board

camera = adafruit_amg88xx.AMG88XX(board.I2C())
for _ in range(2):
    for row in camera.pixels[:4]:
        print("".join("#" if celsius > 30 else "." for celsius in row))
    print(f"{camera.temperature:.1f}")
    time.sleep(1)
