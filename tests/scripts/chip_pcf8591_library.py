# A knob and a lamp on a PCF8591 with Adafruit's library.
import time

import adafruit_pcf8591.pcf8591 as pcf
import board
from adafruit_pcf8591.analog_in import AnalogIn
from adafruit_pcf8591.analog_out import AnalogOut

chip = pcf.PCF8591(board.I2C())
knob, lamp = AnalogIn(chip, pcf.A1), AnalogOut(chip, pcf.OUT)
for _ in range(2):
    lamp.value = knob.value
    print(f"{knob.voltage:.2f} V")
    time.sleep(1)
