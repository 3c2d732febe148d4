# A ring of eight NeoPixels: a dot runs around, then all of them glow at half brightness.
import time

import board
import neopixel

pixels = neopixel.NeoPixel(board.D18, 8, brightness=0.5, auto_write=False, pixel_order=neopixel.GRB)
for place in range(8):
    pixels.fill((0, 0, 0))
    pixels[place] = (255, 0, 0)
    pixels.show()
    time.sleep(0.1)
pixels.fill(0x00FF00)
pixels[0:2] = [(0, 0, 255), (0, 0, 255)]
pixels.show()
time.sleep(1)
print(len(pixels), pixels[0], pixels.brightness)
