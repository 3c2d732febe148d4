# Two backpacks of an old library: a clock of four digits, and a face on a matrix.
import time

from Adafruit_LED_Backpack import Matrix8x8, SevenSegment

clock = SevenSegment.SevenSegment(address=0x71)
face = Matrix8x8.Matrix8x8()
clock.begin()
face.begin()
clock.clear()
clock.print_float(21.5, decimal_digits=1)
clock.write_display()
time.sleep(1)
clock.clear()
clock.print_number_str("1230")
clock.set_colon(True)
clock.write_display()
face.clear()
for x, y in ((2, 2), (5, 2), (1, 5), (2, 6), (3, 6), (4, 6), (5, 6), (6, 5)):
    face.set_pixel(x, y, 1)
face.write_display()
time.sleep(1)
