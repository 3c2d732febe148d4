"""A compass says when the field along one of its axes is stronger than 20 microteslas, and in which direction."""

import time

import smbus

LIS2MDL = 0x1E
bus = smbus.SMBus(1)
bus.write_byte_data(LIS2MDL, 0x60, 0x8C)  # 100 Hz, with its temperature compensation
limit = int(20 / 0.15)
bus.write_byte_data(LIS2MDL, 0x65, limit & 0xFF)
bus.write_byte_data(LIS2MDL, 0x66, limit >> 8)
bus.write_byte_data(LIS2MDL, 0x63, 0xE1)
for _ in range(3):
    seen = bus.read_byte_data(LIS2MDL, 0x64)
    strong = [axis for place, axis in enumerate("xyz") if seen & 0x80 >> place]
    against = [f"-{axis}" for place, axis in enumerate("xyz") if seen & 0x10 >> place]
    print(*strong, *against, seen & 1)
    time.sleep(1)
