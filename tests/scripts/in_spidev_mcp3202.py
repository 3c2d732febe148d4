"""MCP3202: two inputs, twelve bits, and the start bit at the end of the first byte."""

import time

import spidev

mcp3202 = spidev.SpiDev()
mcp3202.open(0, 1)
mcp3202.max_speed_hz = 900000


def read(channel):
    answer = mcp3202.xfer2([1, (2 + channel) << 6, 0])
    return ((answer[1] & 15) << 8 | answer[2]) * 3.3 / 4096


for _ in range(2):
    print(f"{read(0):.2f} V  {read(1):.2f} V")
    time.sleep(1)
