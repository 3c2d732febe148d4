import queue
import threading
import time

import board
import adafruit_dht

readings = queue.Queue(maxsize=10)
sensor = adafruit_dht.DHT22(board.D4)


def producer():
    for number in range(4):
        readings.put((number, sensor.temperature))
        time.sleep(3)
    readings.put(None)


def consumer():
    total, count = 0.0, 0
    while True:
        item = readings.get()
        if item is None:
            break
        number, temperature = item
        total += temperature
        count += 1
        print(f"{number}: {temperature:.0f} C")
    print(f"mean of {count}: {total / count:.0f} C")


threads = [threading.Thread(target=producer), threading.Thread(target=consumer)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
try:
    readings.get(timeout=5)
except queue.Empty:
    print("nothing left")
