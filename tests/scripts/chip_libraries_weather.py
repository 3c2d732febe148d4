# A weather station of six breakout boards with Adafruit's libraries.
import time

import adafruit_adt7410
import adafruit_lps2x
import adafruit_mcp9600
import adafruit_pcf8523.pcf8523
import adafruit_scd30
import adafruit_shtc3
import board

i2c = board.I2C()
clock = adafruit_pcf8523.pcf8523.PCF8523(i2c)
clock.datetime = time.struct_time((2026, 12, 1, 10, 0, 0, 1, -1, -1))
room, air, oven = adafruit_shtc3.SHTC3(i2c), adafruit_lps2x.LPS22(i2c), adafruit_mcp9600.MCP9600(i2c)
wall, breath = adafruit_adt7410.ADT7410(i2c), adafruit_scd30.SCD30(i2c)
for _ in range(2):
    time.sleep(2.5)
    now = clock.datetime
    print(f"{now.tm_hour}:{now.tm_min:02}:{now.tm_sec:02}", "%.1f C %.0f %%" % room.measurements)
    print(f"{air.pressure:.1f} hPa, {oven.temperature:.1f} C, {wall.temperature:.1f} C")
    if breath.data_available:
        print(f"{breath.CO2:.0f} ppm")
