# A face on a matrix of 8 by 8: first it smiles, then it is sad.
import time

import board
from adafruit_ht16k33.matrix import Matrix8x8

matrix = Matrix8x8(board.I2C())
matrix.auto_write = False
FACE = [(2, 2), (5, 2), (1, 5), (6, 5), (2, 6), (3, 6), (4, 6), (5, 6)]
for x, y in FACE:
    matrix[x, y] = 1
matrix.show()
time.sleep(1)
matrix.fill(0)
for x, y in FACE:
    matrix[x, y if y < 4 else 11 - y] = 1
matrix.show()
time.sleep(1)
