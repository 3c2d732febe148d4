# The older Grove accelerometer with six bits.
import time

import smbus

bus = smbus.SMBus(1)
bus.write_byte_data(0x4C, 0x07, 0x01)
for _ in range(2):
    x, y, z = (value - 64 if value > 31 else value for value in bus.read_i2c_block_data(0x4C, 0x00, 3))
    print(f"{x / 21.33:.1f} {y / 21.33:.1f} {z / 21.33:.1f}")
    time.sleep(2)
