# An ENS160 and an AHT20 on one board, with Adafruit's libraries: how good is the air?
import time

import adafruit_ahtx0
import adafruit_ens160
import board

i2c = board.I2C()
climate = adafruit_ahtx0.AHTx0(i2c)
sensor = adafruit_ens160.ENS160(i2c)
sensor.temperature_compensation = climate.temperature
sensor.humidity_compensation = climate.relative_humidity
for _ in range(2):
    time.sleep(1.1)
    print(sensor.AQI, sensor.TVOC, sensor.eCO2, f"{climate.temperature:.1f}")
