# A strip of WS2812 LEDs with rpi_ws281x: color wipe, dark at the end.
import time

from rpi_ws281x import Color, PixelStrip

strip = PixelStrip(5, 18, 800000, 10, False, 255, 0)
strip.begin()
start = time.time()
for i in range(strip.numPixels()):
    strip.setPixelColor(i, Color(0, 128, 255))
    strip.show()
    time.sleep(0.5)
print("%.1f s" % (time.time() - start), hex(strip.getPixelColor(4)))
strip.setPixelColorRGB(4, 255, 255, 255)
strip.show()
time.sleep(1)
