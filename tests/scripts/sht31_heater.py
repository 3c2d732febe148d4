# Everything else that an SHT31 can: its number, its heater, measuring by itself.
import time

import adafruit_sht31d
import board

sensor = adafruit_sht31d.SHT31D(board.I2C())
print(sensor.serial_number > 0)
sensor.heater = True
print("heater", sensor.heater)
sensor.heater = False
print("heater", sensor.heater)
sensor.frequency = adafruit_sht31d.FREQUENCY_2
sensor.mode = adafruit_sht31d.MODE_PERIODIC
time.sleep(1)
print("celsius", sensor.temperature)
sensor.mode = adafruit_sht31d.MODE_SINGLE
print("percent", sensor.relative_humidity)
