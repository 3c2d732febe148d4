# A BME680 by its registers: who it is, one measurement, and how long it takes.
import time

import smbus

ADDRESS = 0x76
bus = smbus.SMBus(1)
print(hex(bus.read_byte_data(ADDRESS, 0xD0)), hex(bus.read_byte_data(ADDRESS, 0xF0)))
t1 = bus.read_word_data(ADDRESS, 0xE9)
low, high, t3 = bus.read_i2c_block_data(ADDRESS, 0x8A, 3)
t2 = high << 8 | low
for register, value in ((0x72, 0x01), (0x5A, 0x73), (0x64, 0x59), (0x71, 0x10), (0x74, 0x2D)):
    bus.write_byte_data(ADDRESS, register, value)
begun = time.monotonic()
while not bus.read_byte_data(ADDRESS, 0x1D) & 0x80:
    time.sleep(0.001)
print(f"{(time.monotonic() - begun) * 1000:.0f} ms")
a, b, c = bus.read_i2c_block_data(ADDRESS, 0x22, 3)
raw = a << 12 | b << 4 | c >> 4
fine = (raw / 16384 - t1 / 1024) * t2 + (raw / 131072 - t1 / 8192) ** 2 * t3 * 16
print(f"{fine / 5120:.1f} C", hex(bus.read_byte_data(ADDRESS, 0x2B) & 0x30))
