# How full is the battery? A MAX17048 with Adafruit's library.
import time

import adafruit_max1704x
import board

gauge = adafruit_max1704x.MAX17048(board.I2C())
for _ in range(2):
    print(f"{gauge.cell_voltage:.2f} V, {gauge.cell_percent:.1f} %")
    time.sleep(2)
