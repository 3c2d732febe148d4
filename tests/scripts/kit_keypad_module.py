# A keypad by a module of the lesson, whose own example names other pins.
import time

from kit_modules.pad import Pad

rows = [18, 23, 24, 25]
columns = [5, 22, 27, 17]
pad = Pad(rows, columns)
last = None
while True:
    key = pad.key()
    if key and key != last:
        print("key", key)
    last = key
    time.sleep(0.05)
