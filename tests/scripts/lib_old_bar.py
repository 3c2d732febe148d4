"""The old library for a bar of 24: green, then yellow, and red at its end."""

import time

from Adafruit_LED_Backpack import BicolorBargraph24

bar = BicolorBargraph24.BicolorBargraph24()
bar.begin()
bar.clear()
for place in range(14):
    bar.set_bar(place, BicolorBargraph24.GREEN if place < 8 else BicolorBargraph24.YELLOW)
bar.set_bar(23, BicolorBargraph24.RED)
bar.write_display()
time.sleep(1)
