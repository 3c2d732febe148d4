# Open the window? A CCS811 with Adafruit's library.
import time

import adafruit_ccs811
import board
from gpiozero import LED

lamp = LED(17)
sensor = adafruit_ccs811.CCS811(board.I2C())
while not sensor.data_ready:
    time.sleep(0.1)
for _ in range(3):
    print(sensor.eco2, "ppm,", sensor.tvoc, "ppb")
    lamp.value = sensor.eco2 > 1000
    time.sleep(2)
lamp.off()
