import time
import adafruit_dht
import board

sensor = adafruit_dht.DHT22(board.D4)
while True:
    try:
        print(sensor.temperature, sensor.humidity)
    except RuntimeError as error:
        print(error)
    time.sleep(2)
