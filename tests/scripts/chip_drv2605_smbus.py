# The same chip byte by byte: once before it is woken, and then each effect until it is over.
import time

import smbus

bus = smbus.SMBus(1)
print(bus.read_byte_data(0x5A, 0x00) >> 5)
bus.write_byte_data(0x5A, 0x0C, 1)
bus.write_byte_data(0x5A, 0x01, 0x00)
bus.write_byte_data(0x5A, 0x03, 1)
for effect in (47, 14):
    bus.write_byte_data(0x5A, 0x04, effect)
    bus.write_byte_data(0x5A, 0x05, 0)
    bus.write_byte_data(0x5A, 0x0C, 1)
    while bus.read_byte_data(0x5A, 0x0C):
        time.sleep(0.01)
