# An RGB LED on three channels of a PCA9685, written in blocks with smbus2.
import time

from smbus2 import SMBus

ADDRESS, MODE1, PRESCALE, FIRST = 0x41, 0x00, 0xFE, 0x06
with SMBus(1) as bus:
    bus.write_byte_data(ADDRESS, MODE1, 0x10)
    bus.write_byte_data(ADDRESS, PRESCALE, 5)
    bus.write_byte_data(ADDRESS, MODE1, 0xA0)
    time.sleep(0.005)
    for red, green, blue in ((4095, 0, 0), (2048, 2048, 0), (0, 0, 1024)):
        block = []
        for level in (red, green, blue):
            block += [0, 0, level & 0xFF, level >> 8]
        bus.write_i2c_block_data(ADDRESS, FIRST, block)
        time.sleep(1)
    bus.write_i2c_block_data(ADDRESS, 0xFA, [0, 0, 0, 0x10])
    time.sleep(1)
