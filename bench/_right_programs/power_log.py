import sqlite3
import time

import smbus

INA219 = 0x40
bus = smbus.SMBus(1)


def volts():
    word = bus.read_word_data(INA219, 2)
    raw = (word & 0xFF) << 8 | word >> 8
    return (raw >> 3) * 0.004


base = sqlite3.connect("power.db")
base.execute("CREATE TABLE IF NOT EXISTS power (t REAL, v REAL)")
try:
    while True:
        try:
            base.execute("INSERT INTO power VALUES (?, ?)", (time.time(), volts()))
            base.commit()
        except OSError:
            print("the INA219 does not answer")
        time.sleep(5)
finally:
    base.close()
