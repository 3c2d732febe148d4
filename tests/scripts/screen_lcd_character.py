# A greeting with Adafruit's library on a display whose I2C board has an MCP23008.
import time

import adafruit_character_lcd.character_lcd_i2c as character_lcd
import board

lcd = character_lcd.Character_LCD_I2C(board.I2C(), 16, 2)
lcd.backlight = True
lcd.message = "Xin chao\n8B"
time.sleep(1)
lcd.clear()
lcd.create_char(0, (0, 10, 31, 31, 14, 4, 0, 0))
lcd.message = "Ban Pho \x00"
time.sleep(1)
lcd.backlight = False
