# The light of a MAX44009 (GY-49): an exponent and a mantissa in two bytes.
import time

import smbus

bus = smbus.SMBus(1)
bus.write_byte_data(0x4A, 0x02, 0x40)
for _ in range(2):
    time.sleep(1)
    high, low = bus.read_i2c_block_data(0x4A, 0x03, 2)
    print(round(2 ** (high >> 4) * ((high & 0x0F) << 4 | low & 0x0F) * 0.045, 1), "lux")
