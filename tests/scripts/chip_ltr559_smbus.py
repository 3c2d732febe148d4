# The light of an LTR559 by its registers, at gain 1 and 100 ms.
import time

import smbus

LTR559 = 0x23
bus = smbus.SMBus(1)
print(hex(bus.read_byte_data(LTR559, 0x86)), hex(bus.read_byte_data(LTR559, 0x87)))
bus.write_byte_data(LTR559, 0x80, 0x01)
time.sleep(1)
infrared, both = bus.read_word_data(LTR559, 0x88), bus.read_word_data(LTR559, 0x8A)
print(round(1.7743 * both + 1.1059 * infrared), "lux")
