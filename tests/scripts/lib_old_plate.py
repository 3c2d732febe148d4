"""The old library for the LCD plate: a text, a color, and a button."""

import time

import Adafruit_CharLCD as LCD

plate = LCD.Adafruit_CharLCDPlate()
plate.set_color(0.0, 0.0, 1.0)
plate.message("May do\nnhan DOWN")
was_pressed = False
for _ in range(20):
    is_pressed = plate.is_pressed(LCD.DOWN)
    if is_pressed and not was_pressed:
        print("down")
        plate.clear()
        plate.message("27 do C")
        plate.set_color(1, 1, 0)
    was_pressed = is_pressed
    time.sleep(0.1)
