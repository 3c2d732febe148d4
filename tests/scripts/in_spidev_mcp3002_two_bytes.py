"""MCP3002: a question of two bytes."""

import time

import spidev

spi = spidev.SpiDev()
spi.open(0, 0)
spi.max_speed_hz = 1000000
for _ in range(2):
    for command in (0x68, 0x78):
        high, low = spi.xfer2([command, 0])
        print((high & 3) << 8 | low, end=" ")
    print()
    time.sleep(1)
