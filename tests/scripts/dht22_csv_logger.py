import csv
import time
from datetime import datetime

import adafruit_dht
import board

sensor = adafruit_dht.DHT22(board.D4, use_pulseio=False)

with open("readings.csv", "w", newline="", encoding="utf-8") as file:
    writer = csv.writer(file)
    writer.writerow(["time", "temperature_c", "humidity_pct"])
    for _ in range(4):
        try:
            row = [f"{sensor.temperature:.0f}", f"{sensor.humidity / 10:.0f}0"]
        except RuntimeError:
            row = ["", ""]
        writer.writerow([datetime.now().strftime("%Y-%m-%d %H:%M:%S"), *row])
        file.flush()
        time.sleep(600.5 - time.time() % 1)
