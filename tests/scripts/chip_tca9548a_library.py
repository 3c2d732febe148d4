# Two rooms, one address: a BME280 behind channel 1 of a TCA9548A, another one behind channel 6.
import time

import adafruit_tca9548a
import board
from adafruit_bme280 import basic as adafruit_bme280

tca = adafruit_tca9548a.TCA9548A(board.I2C())
rooms = {channel: adafruit_bme280.Adafruit_BME280_I2C(tca[channel]) for channel in (1, 6)}
for _ in range(2):
    print(*(f"{channel}: {sensor.temperature:.1f} C" for channel, sensor in rooms.items()))
    time.sleep(1)
