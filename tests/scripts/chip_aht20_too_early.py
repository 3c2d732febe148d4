# Waits 20 ms, and the sensor takes 80.
import time

import smbus2

bus = smbus2.SMBus(1)
for _ in range(2):
    bus.write_i2c_block_data(0x38, 0xAC, [0x33, 0x00])
    time.sleep(0.02)
    data = bus.read_i2c_block_data(0x38, 0x00, 6)
    print(data[0] >> 7, round(((data[3] & 0x0F) << 16 | data[4] << 8 | data[5]) / 2**20 * 200 - 50, 1))
    time.sleep(1)
