# Channels connected by hand, and a display that may be behind them or in front of them: which, nobody can know.
import time

import smbus

bus = smbus.SMBus(1)
for channel in (0, 1):
    bus.write_byte(0x70, 1 << channel)
    for command in (0xAE, 0x20, 0x00, 0x8D, 0x14, 0xA1, 0xC8, 0xAF):
        bus.write_byte_data(0x3C, 0x00, command)
    bus.write_i2c_block_data(0x3C, 0x40, [0xFF] * (8 + 8 * channel))
    time.sleep(1)
