# A QMC5883P byte by byte: 8 gauss, 200 Hz.
import math

import smbus

bus = smbus.SMBus(1)
print(hex(bus.read_byte_data(0x2C, 0x00)))
bus.write_byte_data(0x2C, 0x29, 0x06)
bus.write_byte_data(0x2C, 0x0B, 0x08)
bus.write_byte_data(0x2C, 0x0A, 0xCD)
while not bus.read_byte_data(0x2C, 0x09) & 1:
    pass
d = bus.read_i2c_block_data(0x2C, 0x01, 6)
x, y, z = (int.from_bytes(bytes(d[at : at + 2]), "little", signed=True) for at in (0, 2, 4))
print(round(math.degrees(math.atan2(y, x))), z)
