"""A display on I2C is given a wire to start it anew, and the program never uses that wire."""

import board
import digitalio
from adafruit_ssd1306 import SSD1306_I2C

oled_reset = digitalio.DigitalInOut(board.D4)
oled = SSD1306_I2C(128, 32, board.I2C(), addr=0x3D)
oled.fill(1)
oled.show()
print("white")
