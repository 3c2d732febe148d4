# A slow triangle from an MCP4725, byte by byte.
import time

import smbus

DAC = 0x62
bus = smbus.SMBus(1)
for value in (0, 1024, 2048, 4095, 2048):
    bus.write_byte_data(DAC, value >> 8, value & 0xFF)
    time.sleep(1)
print([hex(each) for each in bus.read_i2c_block_data(DAC, 0x40, 3)])
