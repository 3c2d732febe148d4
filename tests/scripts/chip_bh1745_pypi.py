# The color of a sheet of paper: a BH1745 with Pimoroni's library.
import time

from bh1745 import BH1745

sensor = BH1745()
sensor.setup()
sensor.set_leds(1)
for _ in range(2):
    time.sleep(1)
    r, g, b = sensor.get_rgb_scaled()
    print(r, g, b)
