# A BMP388 without a library: its numbers, one measurement, and the formulas of its data sheet.
import struct
import time

import smbus2

BMP388 = 0x76
bus = smbus2.SMBus(1)
print(hex(bus.read_byte_data(BMP388, 0x00)))
n = struct.unpack("<HHbhhbbHHbbhbb", bytes(bus.read_i2c_block_data(BMP388, 0x31, 21)))
print(bus.read_byte_data(BMP388, 0x06))  # nothing has been measured
bus.write_byte_data(BMP388, 0x1B, 0x13)
print(hex(bus.read_byte_data(BMP388, 0x03)))
while bus.read_byte_data(BMP388, 0x03) & 0x60 != 0x60:
    time.sleep(0.001)
d = bus.read_i2c_block_data(BMP388, 0x04, 6)
p, w = d[2] << 16 | d[1] << 8 | d[0], d[5] << 16 | d[4] << 8 | d[3]
w -= n[0] * 256
t = w * n[1] / 2**30 + w * w * n[2] / 2**48
p = (
    n[7] * 8 + n[8] * t / 2**6 + n[9] * t**2 / 2**8 + n[10] * t**3 / 2**15
    + p * ((n[3] - 2**14) / 2**20 + (n[4] - 2**14) / 2**29 * t + n[5] * t**2 / 2**32 + n[6] * t**3 / 2**37)
    + p**2 * (n[11] + n[12] * t) / 2**48 + p**3 * n[13] / 2**65
)  # fmt: skip
print(round(t, 2), round(p / 100, 2))
print(hex(bus.read_byte_data(BMP388, 0x03)), hex(bus.read_byte_data(BMP388, 0x1B)))
