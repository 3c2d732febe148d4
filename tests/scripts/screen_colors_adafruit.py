# A traffic light and a level on a matrix in green and red.
import time

import board
from adafruit_ht16k33.matrix import Matrix8x8x2

matrix = Matrix8x8x2(board.I2C())
for color, y in ((matrix.LED_RED, 0), (matrix.LED_YELLOW, 3), (matrix.LED_GREEN, 6)):
    for x in (0, 1):
        matrix[x, y] = matrix[x, y + 1] = color
for x in range(4, 8):
    for y in range(8 - x, 8):
        matrix[x, y] = matrix.LED_GREEN if y > 3 else matrix.LED_RED
time.sleep(1)
