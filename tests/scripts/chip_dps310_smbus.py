# Grove's DPS310 byte by byte: who it is, and one measurement of its temperature.
import time

import smbus

DPS310 = 0x77
bus = smbus.SMBus(1)
print(hex(bus.read_byte_data(DPS310, 0x0D)))
c = bus.read_i2c_block_data(DPS310, 0x10, 3)
c0 = c[0] << 4 | c[1] >> 4
c1 = (c[1] & 0x0F) << 8 | c[2]
c0, c1 = (each - 4096 if each > 2047 else each for each in (c0, c1))
bus.write_byte_data(DPS310, 0x07, 0x80)
bus.write_byte_data(DPS310, 0x08, 0x02)
while not bus.read_byte_data(DPS310, 0x08) & 0x20:
    time.sleep(0.001)
d = bus.read_i2c_block_data(DPS310, 0x03, 3)
raw = d[0] << 16 | d[1] << 8 | d[2]
print(round(c0 / 2 + c1 * raw / 524288, 2))
