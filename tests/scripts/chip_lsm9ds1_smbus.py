# Turning and the field, byte by byte, as the chip of the Sense HAT says it.
import struct

import smbus2

bus = smbus2.SMBus(1)
print(hex(bus.read_byte_data(0x6B, 0x0F)), hex(bus.read_byte_data(0x1E, 0x0F)))
bus.write_byte_data(0x6B, 0x10, 0x78)  # 119 Hz, 2000 degrees a second
bus.write_byte_data(0x6B, 0x20, 0x70)  # 119 Hz, 4 g
bus.write_byte_data(0x1E, 0x21, 0x20)  # 8 gauss
bus.write_byte_data(0x1E, 0x22, 0x00)
turns = struct.unpack("<hhh", bytes(bus.read_i2c_block_data(0x6B, 0x18, 6)))
tilts = struct.unpack("<hhh", bytes(bus.read_i2c_block_data(0x6B, 0x28, 6)))
field = struct.unpack("<hhh", bytes(bus.read_i2c_block_data(0x1E, 0x28 | 0x80, 6)))
print(round(turns[1] * 0.07), round(tilts[0] * 0.000122, 2), *(round(each * 0.00029, 2) for each in field))
