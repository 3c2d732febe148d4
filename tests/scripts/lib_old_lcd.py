# The library for LCDs that books and kits of some years ago have: one on its I2C board, one on six pins.
import time

import Adafruit_CharLCD as LCD
import RPi.GPIO as GPIO

far = LCD.Adafruit_CharLCDBackpack(address=0x21)
near = LCD.Adafruit_CharLCD(rs=27, en=22, d4=25, d5=24, d6=23, d7=18, cols=16, lines=2)
far.set_backlight(0)
far.message("Xin chao\nlop 7A")
near.set_cursor(3, 0)
near.message("tram 1\nvuon rau")
time.sleep(2)
near.clear()
near.create_char(0, [0, 10, 31, 31, 14, 4, 0, 0])
near.clear()
near.message("tim \x00\n27 do")
time.sleep(1)
GPIO.cleanup()
