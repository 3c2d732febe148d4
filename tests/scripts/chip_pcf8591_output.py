# The output of a PCF8591 follows a knob, and the difference of two inputs.
import time

import smbus

ADC = 0x48
bus = smbus.SMBus(1)
for _ in range(2):
    bus.write_byte(ADC, 0x40)
    bus.read_byte(ADC)
    knob = bus.read_byte(ADC)
    bus.write_byte_data(ADC, 0x40, knob)
    bus.write_byte(ADC, 0x50)
    bus.read_byte(ADC)
    difference = bus.read_byte(ADC)
    print(knob, difference - 256 if difference > 127 else difference)
    time.sleep(1)
