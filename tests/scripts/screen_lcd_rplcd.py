# A menu on an LCD 2004 with the library RPLCD; the chosen line has an arrow that the program draws.
import time

from RPLCD.i2c import CharLCD

lcd = CharLCD(i2c_expander="PCF8574", address=0x27, port=1, cols=20, rows=4, charmap="A00")
lcd.create_char(0, (0x10, 0x18, 0x1C, 0x1E, 0x1C, 0x18, 0x10, 0x00))
items = ["Do nhiet do", "Do am dat", "Bom nuoc"]
lcd.write_string("MENU")
for chosen in (0, 2):
    for number, item in enumerate(items):
        lcd.cursor_pos = (number + 1, 0)
        lcd.write_string("\x00" if number == chosen else " ")
        lcd.write_string(item)
    time.sleep(1)
lcd.clear()
lcd.cursor_pos = (3, 14)
lcd.write_string("27°C")
time.sleep(1)
