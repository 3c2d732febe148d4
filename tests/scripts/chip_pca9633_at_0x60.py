# The colored light of a display like Grove's, with its PCA9633 at 0x60: red, then half of it.
import time

import smbus

LIGHT = 0x60
bus = smbus.SMBus(1)
for register, value in ((0x00, 0x00), (0x08, 0xFF), (0x01, 0x20), (0x04, 0xFF), (0x03, 0x00), (0x02, 0x00)):
    bus.write_byte_data(LIGHT, register, value)
time.sleep(1)
bus.write_byte_data(LIGHT, 0x04, 0x80)
time.sleep(1)
bus.write_byte_data(LIGHT, 0x04, 0x00)
