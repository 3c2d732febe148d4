# A BNO055 at its other address, without a name for it: heading, and how it is held.
import time
from struct import unpack

import smbus

SENSOR = 0x29
bus = smbus.SMBus(1)
print(hex(bus.read_byte_data(SENSOR, 0x00)))
bus.write_byte_data(SENSOR, 0x3D, 0x0C)
time.sleep(0.05)
for _ in range(2):
    heading, roll, pitch = unpack("<hhh", bytes(bus.read_i2c_block_data(SENSOR, 0x1A, 6)))
    print(heading / 16, roll / 16, pitch / 16, bus.read_byte_data(SENSOR, 0x35) >> 6)
    time.sleep(2)
