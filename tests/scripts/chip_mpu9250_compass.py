# An MPU9250: acceleration, then the compass in its case, once the way to it is open.
import time
from math import atan2, degrees
from struct import unpack

import smbus

MPU9250, AK8963 = 0x68, 0x0C
bus = smbus.SMBus(1)
print(hex(bus.read_byte_data(MPU9250, 0x75)))
bus.write_byte_data(MPU9250, 0x6B, 0x01)
bus.write_byte_data(MPU9250, 0x37, 0x02)
bus.write_byte_data(AK8963, 0x0A, 0x16)
time.sleep(0.1)
for _ in range(2):
    z = unpack(">h", bytes(bus.read_i2c_block_data(MPU9250, 0x3F, 2)))[0]
    if bus.read_byte_data(AK8963, 0x02) & 1:
        x, y, _ = unpack("<hhh", bytes(bus.read_i2c_block_data(AK8963, 0x03, 7)[:6]))
        print(f"{z / 16384:.1f} g, heading {degrees(atan2(x, y)):.0f}")
    time.sleep(2)
