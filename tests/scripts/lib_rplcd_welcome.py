# A welcome sign with the library RPLCD.
from time import sleep

from RPLCD.i2c import CharLCD

lcd = CharLCD("PCF8574", 0x27, cols=16, rows=2)
lcd.write_string("Chao cac em!")
lcd.crlf()
lcd.write_string("Lop 8A")
sleep(2)
lcd.cursor_pos = (1, 4)
lcd.write_string("8B")
sleep(1)
lcd.close()
