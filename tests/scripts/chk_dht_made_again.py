# The sensor's object is made again while the first one still has the wire: RuntimeError, as Blinka raises it.
import time

import adafruit_dht
import board

for turn in range(3):
    try:
        sensor = adafruit_dht.DHT22(board.D4)
        print("read", round(sensor.temperature))
    except RuntimeError:
        print("not again")
    time.sleep(3)
print("end")
