import time

import adafruit_vl53l0x
import board
from digitalio import DigitalInOut

left = DigitalInOut(board.D17)  # XSHUT of each
right = DigitalInOut(board.D27)
left.switch_to_output(value=False)
right.switch_to_output(value=False)
i2c = board.I2C()
left.value = True
on_the_left = adafruit_vl53l0x.VL53L0X(i2c)
on_the_left.set_address(0x30)
right.value = True
on_the_right = adafruit_vl53l0x.VL53L0X(i2c)
for _ in range(2):
    print(on_the_left.range, on_the_right.range)
    time.sleep(1)
left.value = right.value = False
