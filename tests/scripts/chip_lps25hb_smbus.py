# The same byte by byte: switched on, then one measurement.
import time

import smbus

bus = smbus.SMBus(1)
print(hex(bus.read_byte_data(0x5C, 0x0F)))
bus.write_byte_data(0x5C, 0x20, 0x80)
bus.write_byte_data(0x5C, 0x21, 0x01)
while bus.read_byte_data(0x5C, 0x21) & 1:
    time.sleep(0.001)
low, middle, high = (bus.read_byte_data(0x5C, register) for register in (0x28, 0x29, 0x2A))
warm = bus.read_byte_data(0x5C, 0x2C) << 8 | bus.read_byte_data(0x5C, 0x2B)
print((high << 16 | middle << 8 | low) / 4096, 42.5 + (warm - 65536 if warm > 32767 else warm) / 480)
