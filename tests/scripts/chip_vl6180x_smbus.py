# A VL6180X byte by byte: registers of two bytes.
import time

import smbus
from gpiozero import LED

bus = smbus.SMBus(1)
lamp = LED(17)


def write(register, value):
    bus.write_i2c_block_data(0x29, register >> 8, [register & 0xFF, value])


def read(register):
    bus.write_byte_data(0x29, register >> 8, register & 0xFF)
    return bus.read_byte(0x29)


print(hex(read(0x000)), read(0x016))
write(0x207, 0x01)
write(0x208, 0x01)
write(0x014, 0x24)
write(0x016, 0x00)
for _ in range(3):
    write(0x018, 0x01)
    while read(0x04F) & 7 != 4:
        time.sleep(0.001)
    millimeters = read(0x062)
    write(0x015, 0x07)
    lamp.value = millimeters < 100
    print(millimeters)
    time.sleep(1)
lamp.off()
