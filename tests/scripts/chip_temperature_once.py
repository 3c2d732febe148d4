# An ADT7410 that measures once when it is told to, and sleeps between.
import time

import smbus

ADT7410 = 0x48
bus = smbus.SMBus(1)


def celsius(wait_s):
    bus.write_byte_data(ADT7410, 0x03, 0xA0)
    time.sleep(wait_s)
    high, low = bus.read_i2c_block_data(ADT7410, 0x00, 2)
    return (high << 8 | low) / 128


print(celsius(0.3))
time.sleep(1)
print(celsius(0.05), "too early")
time.sleep(1)
print(celsius(0.3), bus.read_byte_data(ADT7410, 0x03) & 0x60 == 0x60)
