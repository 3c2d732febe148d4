# A solar panel is measured with an INA226; its words come with the high byte first.
import time

import smbus

bus = smbus.SMBus(1)


def word(register):
    high, low = bus.read_i2c_block_data(0x40, register, 2)
    return high << 8 | low


bus.write_i2c_block_data(0x40, 0x00, [0x41, 0x27])
bus.write_i2c_block_data(0x40, 0x05, [0x02, 0x00])
for _ in range(2):
    print(f"{word(0x02) * 1.25e-3:.2f} V {word(0x04) * 1e-4:.3f} A {word(0x03) * 2.5e-3:.2f} W")
    time.sleep(2)
