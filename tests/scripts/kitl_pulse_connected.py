"""A library for a family of chips asks first whether one is there, and sends nothing for that."""

from smbus2 import SMBus

MAX3010X = 0x57
bus = SMBus(1)
bus.write_quick(MAX3010X)
print(hex(bus.read_byte_data(MAX3010X, 0xFF)))
