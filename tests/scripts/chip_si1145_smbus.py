# Grove's sunlight sensor byte by byte: it measures by itself, and the UV index comes times a hundred.
import time

import smbus

SI1145 = 0x60
bus = smbus.SMBus(1)


def set_parameter(number, value):
    bus.write_byte_data(SI1145, 0x17, value)
    bus.write_byte_data(SI1145, 0x18, 0xA0 | number)


print(hex(bus.read_byte_data(SI1145, 0x00)))
bus.write_byte_data(SI1145, 0x07, 0x17)
for register, value in zip(range(0x13, 0x17), (0x29, 0x89, 0x02, 0x00)):
    bus.write_byte_data(SI1145, register, value)
set_parameter(0x01, 0xB0)
bus.write_byte_data(SI1145, 0x08, 0xFF)
bus.write_byte_data(SI1145, 0x18, 0x0F)
for _ in range(2):
    print(bus.read_word_data(SI1145, 0x22), bus.read_word_data(SI1145, 0x24), bus.read_word_data(SI1145, 0x2C) / 100)
    time.sleep(1)
