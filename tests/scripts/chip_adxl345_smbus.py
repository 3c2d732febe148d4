# An ADXL345 at +-16 g in full resolution.
import time
from struct import unpack

import smbus

bus = smbus.SMBus(1)
print(hex(bus.read_byte_data(0x53, 0x00)))
bus.write_byte_data(0x53, 0x2D, 0x08)
bus.write_byte_data(0x53, 0x31, 0x0B)
for _ in range(2):
    x, y, z = unpack("<hhh", bytes(bus.read_i2c_block_data(0x53, 0x32, 6)))
    print(f"{x * 0.004:.1f} {y * 0.004:.1f} {z * 0.004:.1f} g")
    time.sleep(3)
