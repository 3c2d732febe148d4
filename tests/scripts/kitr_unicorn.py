"""A sheet of sixty-four colored LEDs as the library of its maker opens it: the version first, then the strip."""

import time

from rpi_ws281x import Color, PixelStrip, __version__, ws

major = int(__version__.split(".")[0])
sheet = PixelStrip(64, 18, 800_000, 10, False, 128, 0, ws.WS2811_STRIP_GRB)
sheet.begin()
for row in range(8):
    sheet.setPixelColor(row * 8 + (row if row % 2 else 7 - row), Color(0, 0, 255))
sheet.show()
print("a diagonal", major >= 4)
time.sleep(1)
for pixel in range(64):
    sheet.setPixelColor(pixel, Color(200, 100, 0))
sheet.show()
time.sleep(1)
