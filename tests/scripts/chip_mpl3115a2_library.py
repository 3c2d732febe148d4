# How high is the room? An MPL3115A2 with Adafruit's library.
import time

import adafruit_mpl3115a2
import board

sensor = adafruit_mpl3115a2.MPL3115A2(board.I2C())
sensor.sealevel_pressure = 1020
for _ in range(2):
    print(f"{sensor.pressure:.1f} hPa {sensor.altitude:.0f} m {sensor.temperature:.1f} C")
    time.sleep(2)
