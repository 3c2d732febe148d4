# An ENS160 at 0x52, byte by byte.
import time

import smbus2

ENS160 = 0x52
bus = smbus2.SMBus(1)
print(hex(bus.read_word_data(ENS160, 0x00)))
bus.write_byte_data(ENS160, 0x10, 0x02)
while not bus.read_byte_data(ENS160, 0x20) & 0x02:
    time.sleep(0.1)
print(bus.read_byte_data(ENS160, 0x21) & 7, bus.read_word_data(ENS160, 0x22), bus.read_word_data(ENS160, 0x24))
