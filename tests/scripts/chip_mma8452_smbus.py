# An MMA8452Q, as lessons for it read it: seven bytes from the status on, values of twelve bits.
import time

import smbus

ADDRESS = 0x1D
bus = smbus.SMBus(1)
bus.write_byte_data(ADDRESS, 0x2A, 0x00)
bus.write_byte_data(ADDRESS, 0x2A, 0x01)
bus.write_byte_data(ADDRESS, 0x0E, 0x00)
time.sleep(0.5)


def axis(high, low):
    value = (high * 256 + low) // 16
    return value - 4096 if value > 2047 else value


for _ in range(2):
    data = bus.read_i2c_block_data(ADDRESS, 0x00, 7)
    print(axis(data[1], data[2]), axis(data[3], data[4]), axis(data[5], data[6]))
    time.sleep(2)
