# Three LEDs with a clock on the SPI port: each with a transfer of its own, and ones at the end.
import time

import spidev

spi = spidev.SpiDev()
spi.open(0, 0)
spi.max_speed_hz = 1_000_000


def show(*colors):
    spi.xfer2([0, 0, 0, 0])
    for red, green, blue in colors:
        spi.xfer2([0xE0 | 31, blue, green, red])
    spi.xfer2([255] * 4)


show((255, 0, 0), (0, 255, 0), (0, 0, 255))
time.sleep(1)
show((0, 0, 0), (255, 255, 255), (255, 255, 255))
time.sleep(1)
spi.close()
