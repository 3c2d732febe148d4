"""The old library for an HT16K33: four letters, and a matrix in two colors."""

import time

from Adafruit_LED_Backpack import AlphaNum4, BicolorMatrix8x8

letters = AlphaNum4.AlphaNum4(address=0x70)
matrix = BicolorMatrix8x8.BicolorMatrix8x8(address=0x71)
for each in (letters, matrix):
    each.begin()
    each.clear()
letters.print_str("LOA")
matrix.set_pixel(0, 0, BicolorMatrix8x8.RED)
matrix.set_pixel(7, 7, BicolorMatrix8x8.GREEN)
matrix.set_pixel(3, 4, BicolorMatrix8x8.YELLOW)
for each in (letters, matrix):
    each.write_display()
time.sleep(1)
letters.clear()
letters.print_float(-2.5, decimal_digits=1)
letters.write_display()
time.sleep(1)
