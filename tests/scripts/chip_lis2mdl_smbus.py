# The same chip byte by byte; before it is started it has nothing to say.
import struct

import smbus2

LIS2MDL = 0x1E
bus = smbus2.SMBus(1)
print(hex(bus.read_byte_data(LIS2MDL, 0x4F)), bus.read_byte_data(LIS2MDL, 0x67))
bus.write_byte_data(LIS2MDL, 0x60, 0x8C)
print(bus.read_byte_data(LIS2MDL, 0x67) & 8)
print(*(each * 1.5 for each in struct.unpack("<hhh", bytes(bus.read_i2c_block_data(LIS2MDL, 0x68, 6)))))
