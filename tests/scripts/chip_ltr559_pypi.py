# A tap that opens for a hand: an LTR559 with Pimoroni's library.
import time

from gpiozero import LED
from ltr559 import LTR559

tap = LED(17)
sensor = LTR559()
for _ in range(3):
    time.sleep(1)
    sensor.update_sensor()
    print(f"{sensor.get_lux(passive=True):.0f} lux", sensor.get_proximity(passive=True))
    tap.value = sensor.get_proximity(passive=True) > 50
tap.off()
