import time

import spidev

COLORS = [(255, 0, 0), (0, 255, 0), (0, 0, 16)]


def draw(spi, colors, low, high, width):
    bits = ""
    for red, green, blue in colors:
        for value in (green, red, blue):
            for place in range(7, -1, -1):
                bits += high if value >> place & 1 else low
    spi.xfer([int(bits[at : at + 8], 2) for at in range(0, len(bits), 8)], width * 800000)


spi = spidev.SpiDev()
spi.open(0, 0)
spi.mode = 0
draw(spi, [(0, 0, 0)] * 3, "10000000", "11111000", 8)
time.sleep(0.5)
draw(spi, COLORS, "10000000", "11111000", 8)
time.sleep(0.5)
draw(spi, COLORS[::-1], "1000", "1110", 4)
time.sleep(0.5)
draw(spi, COLORS[:1], "100", "110", 3)
time.sleep(0.5)
