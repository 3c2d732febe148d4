# An SHTC3, as on a Sense HAT of Waveshare: wake it, measure, let it sleep.
import time

import smbus

SHTC3 = 0x70
bus = smbus.SMBus(1)


def command(code):
    bus.write_byte_data(SHTC3, code >> 8, code & 0xFF)


for _ in range(2):
    command(0x3517)
    time.sleep(0.001)
    command(0x7866)
    time.sleep(0.02)
    data = bus.read_i2c_block_data(SHTC3, 0, 6)
    print(f"{175 * (data[0] << 8 | data[1]) / 65536 - 45:.1f} C {100 * (data[3] << 8 | data[4]) / 65536:.0f} %")
    command(0xB098)
    time.sleep(2)
