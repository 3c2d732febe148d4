"""The display with five buttons and a light of three colors: a text, and which button is pressed."""

import time

import board
from adafruit_character_lcd.character_lcd_rgb_i2c import Character_LCD_RGB_I2C

plate = Character_LCD_RGB_I2C(board.I2C(), 16, 2)
plate.color = [0, 100, 0]
plate.message = "Tram Sa Pa\nchon: "
before = None
for _ in range(30):
    names = ("left", "up", "down", "right", "select")
    pressed = [name for name in names if getattr(plate, f"{name}_button")]
    if pressed != before:
        print("buttons:", *pressed)
        before = pressed
        if pressed:
            plate.color = [100, 0, 0]
            plate.cursor_position(6, 1)
            plate.message = pressed[0]
    time.sleep(0.1)
