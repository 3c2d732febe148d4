# How high is the room? A BMP388 or BMP390 with Adafruit's library.
import time

import adafruit_bmp3xx
import board

sensor = adafruit_bmp3xx.BMP3XX_I2C(board.I2C())
sensor.pressure_oversampling = 8
sensor.temperature_oversampling = 2
for _ in range(2):
    print(f"{sensor.temperature:.2f} C, {sensor.pressure:.1f} hPa, {sensor.altitude:.0f} m")
    time.sleep(1)
