# An ICM20948 as on a Sense HAT of Waveshare: it asks its own compass, through slots in its third bank.
import time
from math import atan2, degrees
from struct import unpack

import smbus

SENSOR = 0x68
bus = smbus.SMBus(1)


def bank(number):
    bus.write_byte_data(SENSOR, 0x7F, number << 4)


def compass_write(register, value):
    bank(3)
    for at, byte in ((0x07, 0x0C), (0x08, register), (0x0A, value), (0x09, 0x81)):
        bus.write_byte_data(SENSOR, at, byte)
    ask()


def compass_read(register, count):
    bank(3)
    for at, byte in ((0x03, 0x8C), (0x04, register), (0x05, 0x80 | count)):
        bus.write_byte_data(SENSOR, at, byte)
    ask()
    return bytes(bus.read_i2c_block_data(SENSOR, 0x3B, count))


def ask():
    bank(0)
    bus.write_byte_data(SENSOR, 0x03, 0x20)
    time.sleep(0.01)
    bus.write_byte_data(SENSOR, 0x03, 0x00)


print(hex(bus.read_byte_data(SENSOR, 0x00)))
bus.write_byte_data(SENSOR, 0x06, 0x01)
print(compass_read(0x00, 2).hex())
compass_write(0x31, 0x08)
for _ in range(2):
    z = unpack(">h", bytes(bus.read_i2c_block_data(SENSOR, 0x31, 2)))[0]
    x, y, _ = unpack("<hhh", compass_read(0x11, 6))
    print(f"{z / 16384:.1f} g, heading {degrees(atan2(-y, x)):.0f}")
    time.sleep(2)
