# A display of 128 by 128 pixels with an SH1107, by its commands: a corner at the top, and a line at the very bottom.
import time

import smbus

DISPLAY = 0x3C
bus = smbus.SMBus(1)
for command in (0xAE, 0xDC, 0x00, 0x81, 0x4F, 0x20, 0xA8, 0x7F, 0xD3, 0x00, 0xD9, 0x22, 0xA4, 0xA6, 0xAF):
    bus.write_byte_data(DISPLAY, 0x00, command)
for page in range(16):
    for command in (0xB0 | page, 0x00, 0x10):
        bus.write_byte_data(DISPLAY, 0x00, command)
    for start in range(0, 128, 32):
        row = [0x80 if page == 15 else 0x00] * 32
        if page == 0 and start == 0:
            row[:4] = [0x0F, 0x01, 0x01, 0x01]
        bus.write_i2c_block_data(DISPLAY, 0x40, row)
time.sleep(1)
