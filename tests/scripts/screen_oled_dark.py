# Forgets the charge pump of an OLED display: nothing lights up.
import time

import smbus

bus = smbus.SMBus(1)
for code in (0xAE, 0x20, 0x00, 0xA8, 0x3F, 0xA1, 0xC8, 0xA4, 0xA6, 0xAF):
    bus.write_byte_data(0x3C, 0x00, code)
for _ in range(64):
    bus.write_i2c_block_data(0x3C, 0x40, [0xFF] * 16)
time.sleep(1)
