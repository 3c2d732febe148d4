"""Twelve bits: the start bit goes in the first byte, the code comes in the last two."""

import time

import spidev

spi = spidev.SpiDev()
spi.open(0, 0)
spi.max_speed_hz = 1000000


def read(channel):
    answer = spi.xfer2([6 | channel >> 2, (channel & 3) << 6, 0])
    return (answer[1] & 15) << 8 | answer[2]


for _ in range(3):
    print(read(0), read(7))
    time.sleep(1)
spi.close()
