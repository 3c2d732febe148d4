"""Paper of 16 by 16 dots by Adafruit's library: a black and a red rectangle."""

import board
import digitalio
from adafruit_epd.epd import Adafruit_EPD
from adafruit_epd.ssd1681 import Adafruit_SSD1681

ecs = digitalio.DigitalInOut(board.CE0)
dc = digitalio.DigitalInOut(board.D22)
rst = digitalio.DigitalInOut(board.D27)
busy = digitalio.DigitalInOut(board.D17)
paper = Adafruit_SSD1681(
    16, 16, board.SPI(), cs_pin=ecs, dc_pin=dc, sramcs_pin=None, rst_pin=rst, busy_pin=busy
)  # fmt: skip
paper.fill(Adafruit_EPD.WHITE)
paper.fill_rect(0, 0, 8, 4, Adafruit_EPD.BLACK)
paper.fill_rect(8, 8, 4, 4, Adafruit_EPD.RED)
paper.display()
print("shown")
