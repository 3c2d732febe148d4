# A BMP180 and the formulas of its data sheet.
import time
from struct import unpack

import smbus

BMP180 = 0x77
bus = smbus.SMBus(1)
AC1, AC2, AC3, AC4, AC5, AC6, B1, B2, MB, MC, MD = unpack(">3h3H5h", bytes(bus.read_i2c_block_data(BMP180, 0xAA, 22)))


def raw(command, oversampling):
    bus.write_byte_data(BMP180, 0xF4, command | oversampling << 6)
    time.sleep(0.03)
    high, middle, low = bus.read_i2c_block_data(BMP180, 0xF6, 3)
    return (high << 16 | middle << 8 | low) >> (8 - oversampling)


for _ in range(2):
    x1 = (raw(0x2E, 0) - AC6) * AC5 >> 15
    b5 = x1 + (MC << 11) // (x1 + MD)
    b6 = b5 - 4000
    x3 = (B2 * (b6 * b6 >> 12) >> 11) + (AC2 * b6 >> 11)
    b3 = ((AC1 * 4 + x3 << 3) + 2) // 4
    x3 = ((AC3 * b6 >> 13) + (B1 * (b6 * b6 >> 12) >> 16) + 2) >> 2
    b4 = AC4 * (x3 + 32768) >> 15
    p = (raw(0x34, 3) - b3) * (50000 >> 3) * 2 // b4
    p += ((p >> 8) ** 2 * 3038 >> 16) + (-7357 * p >> 16) + 3791 >> 4
    print(f"{(b5 + 8 >> 4) / 10:.1f} C {p / 100:.1f} hPa")
    time.sleep(5)
