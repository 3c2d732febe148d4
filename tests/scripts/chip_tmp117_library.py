# A fever thermometer: a TMP117 with Adafruit's library.
import time

import adafruit_tmp117
import board

sensor = adafruit_tmp117.TMP117(board.I2C())
sensor.high_limit = 38
for _ in range(2):
    print(f"{sensor.temperature:.2f} C", sensor.alert_status.high_alert)
    time.sleep(3)
