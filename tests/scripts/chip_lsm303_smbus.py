# A compass with an acceleration sensor in one housing. It is turned to the east, and its z has steps of its own.
import math
import time

import smbus

ACCELERATION, COMPASS = 0x19, 0x1E
bus = smbus.SMBus(1)
bus.write_byte_data(ACCELERATION, 0x20, 0x27)
bus.write_byte_data(COMPASS, 0x01, 0x20)
bus.write_byte_data(COMPASS, 0x02, 0x00)


def word(high, low):
    value = high << 8 | low
    return value - 65536 if value > 32767 else value


for _ in range(2):
    time.sleep(1)
    low, high = bus.read_i2c_block_data(ACCELERATION, 0x2C | 0x80, 2)
    d = bus.read_i2c_block_data(COMPASS, 0x03, 6)
    x, z, y = (word(d[at], d[at + 1]) for at in (0, 2, 4))
    print(
        f"{(word(high, low) >> 4) / 1000:.1f} g, heading {math.degrees(math.atan2(y, x)) % 360:.0f}", f"{z / 980:.2f} G"
    )
