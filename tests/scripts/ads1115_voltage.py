import time
import board
import busio
import adafruit_ads1x15.ads1115 as ADS
from adafruit_ads1x15.analog_in import AnalogIn

i2c = busio.I2C(board.SCL, board.SDA)
ads = ADS.ADS1115(i2c)
ads.gain = 1
chan = AnalogIn(ads, 0)
difference = AnalogIn(ads, 0, 1)

print("{:>5}\t{:>5}".format("raw", "v"))
for _ in range(3):
    print("{:>5}\t{:>5.3f}\t{:.2f}".format(chan.value, chan.voltage, difference.voltage))
    time.sleep(0.5)
