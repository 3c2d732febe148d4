# LEDs on channels of a PCA9685 with Adafruit's library: one fades, one is half as bright.
import time

import board
from adafruit_pca9685 import PCA9685

pca = PCA9685(board.I2C())
pca.frequency = 1000
pca.channels[15].duty_cycle = 0x7FFF
for brightness in (*range(0, 65536, 2048), *range(65535, -1, -4096)):
    pca.channels[0].duty_cycle = brightness
    time.sleep(0.05)
pca.channels[0].duty_cycle = 0xFFFF
time.sleep(1)
