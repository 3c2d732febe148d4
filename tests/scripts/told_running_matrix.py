"""A bar that runs over a MAX7219 matrix, row after row on the wire, and ends dark."""

import time

import spidev

spi = spidev.SpiDev()
spi.open(0, 0)
spi.max_speed_hz = 1_000_000
for setting in ((0x0F, 0), (0x09, 0), (0x0B, 7), (0x0A, 4), (0x0C, 1)):
    spi.xfer2(list(setting))


def show(row):
    for line in range(1, 9):
        spi.xfer2([line, row])


show(0)
for lap in range(2):
    for column in range(8):
        show(0x80 >> column)
        time.sleep(0.08)
show(0)
spi.close()
