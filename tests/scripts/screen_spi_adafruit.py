# An OLED display on SPI with Adafruit's library: four squares.
import time

import adafruit_ssd1306
import board
import digitalio

spi = board.SPI()
dc = digitalio.DigitalInOut(board.D24)
reset = digitalio.DigitalInOut(board.D25)
cs = digitalio.DigitalInOut(board.CE0)
display = adafruit_ssd1306.SSD1306_SPI(128, 32, spi, dc, reset, cs)
display.fill(0)
for number in range(4):
    display.rect(4 + 32 * number, 4, 24, 24, 1)
    display.fill_rect(4 + 32 * number, 28 - 6 * (number + 1), 24, 6 * (number + 1), 1)
display.show()
time.sleep(1)
