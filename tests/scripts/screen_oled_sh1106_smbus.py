# Draws a frame on a display with an SH1106, whose glass begins at column 2, and moves the picture up line by line.
from time import sleep

import smbus2

bus = smbus2.SMBus(1)
SH1106 = 0x3C


def command(code):
    bus.write_byte_data(SH1106, 0x00, code)


for code in (0xAE, 0xA8, 0x3F, 0xD3, 0x00, 0x40, 0xA1, 0xC8, 0xDA, 0x12, 0x81, 0x80, 0xAD, 0x8B, 0xA4, 0xA6, 0xAF):
    command(code)
for page in range(8):
    command(0xB0 + page)
    command(0x02)
    command(0x10)
    edge = 0x01 if page == 0 else 0x80 if page == 7 else 0x00
    row = [0xFF] + [edge] * 126 + [0xFF]
    for start in range(0, 128, 32):
        bus.write_i2c_block_data(SH1106, 0x40, row[start : start + 32])
sleep(1)
for line in (16, 32):
    command(0x40 + line)
    sleep(1)
