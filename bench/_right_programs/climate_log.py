import csv
import time

import adafruit_dht
import board

sensor = adafruit_dht.DHT22(board.D4)
while True:
    try:
        row = [round(time.time()), sensor.temperature, sensor.humidity]
    except RuntimeError:
        row = None
    if row is not None and None not in row:
        with open("climate.csv", "a", newline="") as file:
            csv.writer(file).writerow(row)
    time.sleep(5)
