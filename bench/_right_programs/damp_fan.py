import time

import adafruit_dht
import board
from gpiozero import OutputDevice

sensor = adafruit_dht.DHT22(board.D4)
fan = OutputDevice(17)
try:
    while True:
        try:
            humidity = sensor.humidity
            if humidity is not None:
                print(f"{humidity:.0f} %")
                if humidity > 85:
                    fan.on()
                elif humidity < 75:
                    fan.off()
        except RuntimeError as error:
            print("the sensor does not answer:", error)
            fan.off()
        time.sleep(2.5)
finally:
    fan.off()
    sensor.exit()
