import time

import board
import digitalio
from adafruit_74hc595 import ShiftRegister74HC595

latch = digitalio.DigitalInOut(board.D5)
register = ShiftRegister74HC595(board.SPI(), latch)
lamps = [register.get_pin(number) for number in range(8)]
for lamp in lamps[:3]:
    lamp.value = True
    time.sleep(0.5)
