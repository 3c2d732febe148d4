# One foil, and a lamp while it is touched.
import time

import smbus
from gpiozero import LED

PADS = 0x5A
bus, lamp = smbus.SMBus(1), LED(22)
bus.write_byte_data(PADS, 0x5E, 0x00)
bus.write_byte_data(PADS, 0x41, 12)
bus.write_byte_data(PADS, 0x42, 6)
bus.write_byte_data(PADS, 0x5E, 0x8F)
for _ in range(40):
    lamp.value = bus.read_word_data(PADS, 0x00) >> 3 & 1
    time.sleep(0.1)
