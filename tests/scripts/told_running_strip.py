"""A light that runs along a strip faster than anybody reads, and ends dark."""

import time

from rpi_ws281x import Color, PixelStrip

COUNT = 6
strip = PixelStrip(COUNT, 18)
strip.begin()
for lap in range(2):
    for place in range(COUNT):
        for each in range(COUNT):
            strip.setPixelColor(each, Color(0, 0, 255) if each == place else Color(0, 0, 0))
        strip.show()
        time.sleep(0.04)
for each in range(COUNT):
    strip.setPixelColor(each, Color(0, 0, 0))
strip.show()
