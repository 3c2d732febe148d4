# Sixteen more pins with Adafruit's library: a button on P7, a lamp on P15.
import time

import adafruit_pcf8575
import board
import digitalio

pcf = adafruit_pcf8575.PCF8575(board.I2C())
button, lamp = pcf.get_pin(7), pcf.get_pin(15)
button.switch_to_input(pull=digitalio.Pull.UP)
lamp.switch_to_output(value=True)
for _ in range(4):
    print(button.value)
    lamp.value = button.value
    time.sleep(1)
