# Waveshare's LTR390 byte by byte, at 18 bits and gain 3: first UV, then light.
import time

import smbus

LTR390 = 0x53
bus = smbus.SMBus(1)
print(hex(bus.read_byte_data(LTR390, 0x06)))


def value(register):
    low, middle, high = bus.read_i2c_block_data(LTR390, register, 3)
    return high << 16 | middle << 8 | low


bus.write_byte_data(LTR390, 0x04, 0x22)
bus.write_byte_data(LTR390, 0x05, 0x01)
bus.write_byte_data(LTR390, 0x00, 0x0A)
time.sleep(0.2)
print(hex(bus.read_byte_data(LTR390, 0x07)), value(0x10))
bus.write_byte_data(LTR390, 0x00, 0x02)
while not bus.read_byte_data(LTR390, 0x07) & 0x08:
    time.sleep(0.01)
print(round(0.6 * value(0x0D) / 3), "lux")
