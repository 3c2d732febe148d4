# The library before the one of today.
import time

import Adafruit_ADS1x15

converter = Adafruit_ADS1x15.ADS1115()
for _ in range(2):
    steps = converter.read_adc(1, gain=1)
    print(f"{steps * 4.096 / 32767:.2f} V")
    time.sleep(1)
small = Adafruit_ADS1x15.ADS1015()
print(small.read_adc(1, gain=2 / 3) in range(330, 337))
