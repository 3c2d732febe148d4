# A BH1750 that is asked for one measurement at a time, as most lessons do: the value stays until the next one.
import time

import smbus

LIGHT, ONCE = 0x23, 0x20
bus = smbus.SMBus(1)


def lux(wait_s):
    bus.write_byte(LIGHT, ONCE)
    time.sleep(wait_s)
    high, low = bus.read_i2c_block_data(LIGHT, 0x00, 2)
    return round((high << 8 | low) / 1.2)


print(lux(0.2))
time.sleep(1)  # it becomes dark after the measurement
print(lux(0.01), "too early")
time.sleep(1)
print(lux(0.2))
