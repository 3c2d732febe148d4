# A barometer: the lamp is on while bad weather comes.
import time

import adafruit_bmp280
import board
from gpiozero import LED

lamp = LED(17)
sensor = adafruit_bmp280.Adafruit_BMP280_I2C(board.I2C(), address=0x76)
sensor.sea_level_pressure = 1013.25
for _ in range(3):
    print(f"{sensor.temperature:.1f} C {sensor.pressure:.1f} hPa {sensor.altitude:.0f} m")
    lamp.value = sensor.pressure < 1000
    time.sleep(10)
