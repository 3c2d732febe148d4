# A house on an OLED display with Adafruit's library, and the moon above it.
import time

import adafruit_ssd1306
import board

display = adafruit_ssd1306.SSD1306_I2C(128, 64, board.I2C())
display.fill(0)
display.rect(20, 32, 40, 28, 1)
for x in range(28):
    display.pixel(12 + x, 32 - x // 2, 1)
    display.pixel(67 - x, 32 - x // 2, 1)
display.fill_rect(34, 44, 12, 16, 1)
display.hline(0, 60, 128, 1)
display.show()
time.sleep(2)
display.fill_rect(100, 4, 12, 12, 1)
display.show()
time.sleep(2)
display.poweroff()
