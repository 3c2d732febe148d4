# A scale with an NAU7802 and its library: emptied first, then half a kilogram.
import time

import board
from cedargrove_nau7802 import NAU7802

scale = NAU7802(board.I2C())
scale.gain = 128
scale.calibrate("INTERNAL")


def counts():
    while not scale.available():
        time.sleep(0.01)
    return scale.read()


empty = counts()
time.sleep(5)
print(round((counts() - empty) / 2 / 419.43), "g")
