# An MCP9600: how hot the far end of a thermocouple is, below zero too.
import time

import smbus

MCP9600 = 0x67
bus = smbus.SMBus(1)


def degrees(register):
    high, low = bus.read_i2c_block_data(MCP9600, register, 2)
    return ((high << 8 | low) - (0x10000 if high & 0x80 else 0)) / 16


print(hex(bus.read_byte_data(MCP9600, 0x20)))
bus.write_byte_data(MCP9600, 0x05, 0x10)  # type J
for _ in range(3):
    while not bus.read_byte_data(MCP9600, 0x04) & 0x40:
        time.sleep(0.1)
    print(degrees(0), degrees(1), degrees(2))
    bus.write_byte_data(MCP9600, 0x04, 0)
    time.sleep(1)
bus.write_byte_data(MCP9600, 0x06, 1)  # shut down
time.sleep(1)
print(degrees(0), bus.read_byte_data(MCP9600, 0x05), hex(bus.read_byte_data(MCP9600, 0x06)))
