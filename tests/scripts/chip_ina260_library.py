# What a motor takes: an INA260 with Adafruit's library.
import time

import adafruit_ina260
import board

meter = adafruit_ina260.INA260(board.I2C())
for _ in range(2):
    print(f"{meter.voltage:.2f} V {meter.current:.0f} mA {meter.power:.0f} mW")
    time.sleep(1)
