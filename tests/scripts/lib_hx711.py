# A kitchen scale with the library that comes with load cells.
import time

import RPi.GPIO as GPIO
from hx711 import HX711

scale = HX711(5, 6)
scale.set_reading_format("MSB", "MSB")
scale.set_reference_unit(419.43)
scale.reset()
scale.tare()
print("ready")
time.sleep(1)
for _ in range(2):
    print(f"{scale.get_weight(5):.0f} g")
    scale.power_down()
    time.sleep(0.5)
    scale.power_up()
GPIO.cleanup()
