"""An INA260 says that more than 0.4 A flowed for a moment, when it is asked two seconds later."""

import time

from smbus2 import SMBus

CONFIG, MASK, LIMIT = 0x00, 0x06, 0x07
OVER_CURRENT, KEEP, FLAG = 0x8000, 0x0001, 0x0010
AT = 0x40


def write(bus, register, word):
    bus.write_i2c_block_data(AT, register, [word >> 8, word & 0xFF])


def read(bus, register):
    high, low = bus.read_i2c_block_data(AT, register, 2)
    return high << 8 | low


with SMBus(1) as bus:
    write(bus, CONFIG, 0x6127)
    write(bus, LIMIT, int(0.4 / 0.00125))
    write(bus, MASK, OVER_CURRENT | KEEP)
    for _ in range(3):
        print("too much" if read(bus, MASK) & FLAG else "well")
        time.sleep(2)
