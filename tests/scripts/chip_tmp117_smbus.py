# The same by its words; the first one comes too early.
import time

import smbus

TMP117 = 0x49
bus = smbus.SMBus(1)


def celsius():
    high, low = bus.read_i2c_block_data(TMP117, 0x00, 2)
    value = high << 8 | low
    return (value - 65536 if value > 32767 else value) * 0.0078125


print(celsius())
time.sleep(1)
print(celsius())
