# A shelf with an APDS9960: a hand swipes through the colors, and a near one stops it.
import time

import adafruit_apds9960.apds9960
import board

sensor = adafruit_apds9960.apds9960.APDS9960(board.I2C())
sensor.enable_proximity = True
sensor.enable_gesture = True
sensor.enable_color = True
while not sensor.color_data_ready:
    time.sleep(0.005)
print(sensor.color_data)
WAYS = {1: "up", 2: "down", 3: "left", 4: "right"}
begun = time.monotonic()
while time.monotonic() - begun < 6:
    way = sensor.gesture()
    if way:
        print(WAYS[way])
    time.sleep(0.02)
sensor.enable_gesture = False
time.sleep(2)
print(sensor.proximity)
