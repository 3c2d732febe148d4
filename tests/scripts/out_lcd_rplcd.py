import time

from RPLCD.gpio import CharLCD
from RPi import GPIO

lcd = CharLCD(numbering_mode=GPIO.BCM, cols=16, rows=2, pin_rs=26, pin_e=19, pins_data=[13, 6, 5, 22])
lcd.write_string("Xin chao")
lcd.cursor_pos = (1, 0)
lcd.write_string("so 1")
time.sleep(1)
lcd.clear()
lcd.write_string("xong")
time.sleep(1)
lcd.close()
