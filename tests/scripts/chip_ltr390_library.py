# Sun cream or not? An LTR390 with Adafruit's library.
import time

import adafruit_ltr390
import board

sensor = adafruit_ltr390.LTR390(board.I2C())
sensor.gain = adafruit_ltr390.Gain.GAIN_18X
sensor.resolution = adafruit_ltr390.Resolution.RESOLUTION_20BIT
time.sleep(1)
for _ in range(2):
    print(f"UV {sensor.uvi:.1f}, {sensor.lux:.0f} lux")
    time.sleep(2)
