import time

import board
import digitalio
from adafruit_character_lcd.character_lcd import Character_LCD_Mono

rs, en = digitalio.DigitalInOut(board.D22), digitalio.DigitalInOut(board.D17)
d4, d5 = digitalio.DigitalInOut(board.D25), digitalio.DigitalInOut(board.D24)
d6, d7 = digitalio.DigitalInOut(board.D23), digitalio.DigitalInOut(board.D18)
lcd = Character_LCD_Mono(rs, en, d4, d5, d6, d7, 16, 2)
lcd.message = "Hello\nCircuitPython"
time.sleep(2)
