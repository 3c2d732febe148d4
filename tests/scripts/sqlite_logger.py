import datetime
import sqlite3
import time

import board
import adafruit_ina219

meter = adafruit_ina219.INA219(board.I2C(), 0x41)
with sqlite3.connect("power.db") as db:
    db.execute("CREATE TABLE IF NOT EXISTS power (day TEXT, volts REAL)")
    for _ in range(3):
        now = datetime.datetime.now()
        db.execute("INSERT INTO power VALUES (?, ?)", (now.isoformat(timespec="minutes"), meter.bus_voltage))
        time.sleep(datetime.timedelta(hours=8).total_seconds())
    for day, volts in db.execute("SELECT day, round(avg(volts), 1) FROM power GROUP BY substr(day, 1, 10)"):
        print(day[:10], volts)
db.close()
