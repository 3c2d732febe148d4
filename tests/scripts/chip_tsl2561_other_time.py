"""A TSL2561 is told to take a shorter time: until that is over, it gives what it measured before."""

import time

import smbus

bus = smbus.SMBus(1)
bus.write_byte_data(0x39, 0x80, 0x03)
time.sleep(0.5)
bus.write_byte_data(0x39, 0x81, 0x01)
print("at once", bus.read_word_data(0x39, 0xAC))
time.sleep(0.2)
print("a little later", bus.read_word_data(0x39, 0xAC))
