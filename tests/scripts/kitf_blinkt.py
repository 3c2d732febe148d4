# Eight LEDs with a clock of their own: a dot runs along, and all are dark when the program is over.
import time
import blinkt

blinkt.set_brightness(0.1)
for i in range(8):
    blinkt.clear()
    blinkt.set_pixel(i, 255, 0, 128)
    blinkt.show()
    time.sleep(0.3)
print(blinkt.get_pixel(7))
