"""Eight digits behind a MAX7219, by Adafruit's library."""

import time

import board
import digitalio
from adafruit_max7219 import bcddigits

digits = bcddigits.BCDDigits(board.SPI(), digitalio.DigitalInOut(board.D4), nDigits=8)
digits.show_str(0, "20260902")
digits.show()
time.sleep(1)
digits.clear_all()
digits.show_str(4, "27.5")
digits.show()
time.sleep(1)
