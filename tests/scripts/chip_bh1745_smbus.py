# A BH1745 byte by byte: which color counts most?
import struct
import time

import smbus2

bus = smbus2.SMBus(1)
print(hex(bus.read_byte_data(0x39, 0x40) & 0x3F), hex(bus.read_byte_data(0x39, 0x92)))
bus.write_byte_data(0x39, 0x41, 0x00)
bus.write_byte_data(0x39, 0x42, 0x10)
bus.write_byte_data(0x39, 0x44, 0x02)
time.sleep(0.2)
print(bus.read_byte_data(0x39, 0x42) >> 7)
colors = struct.unpack("<HHHH", bytes(bus.read_i2c_block_data(0x39, 0x50, 8)))
print(*colors)
