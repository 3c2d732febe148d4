# A compass: HMC5883L if there is one, and the QMC5883L that shops sell instead.
import math
import time
from struct import unpack

import smbus

bus = smbus.SMBus(1)
print(bytes(bus.read_i2c_block_data(0x1E, 10, 3)).decode())
bus.write_byte_data(0x1E, 0x02, 0x00)
bus.write_byte_data(0x0D, 0x0B, 0x01)
bus.write_byte_data(0x0D, 0x09, 0x1D)
for _ in range(2):
    x, _z, y = unpack(">hhh", bytes(bus.read_i2c_block_data(0x1E, 0x03, 6)))
    print(f"{math.degrees(math.atan2(y, x)) % 360:.0f}", end=" ")
    x, y, _z = unpack("<hhh", bytes(bus.read_i2c_block_data(0x0D, 0x00, 6)))
    print(f"{math.degrees(math.atan2(y, x)) % 360:.0f}")
    time.sleep(5)
