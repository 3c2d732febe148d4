# The clock with Adafruit's library, and its own thermometer.
import time

import adafruit_ds3231
import board

rtc = adafruit_ds3231.DS3231(board.I2C())
first = rtc.datetime
print(rtc.lost_power, f"{first.tm_year}-{first.tm_mon}-{first.tm_mday} {first.tm_hour}:{first.tm_min:02}")
rtc.datetime = time.struct_time((2028, 2, 29, 6, 30, 0, 1, -1, -1))
time.sleep(90)
now = rtc.datetime
print(f"{now.tm_hour}:{now.tm_min:02}:{now.tm_sec:02}, weekday {now.tm_wday}, {rtc.temperature} C")
