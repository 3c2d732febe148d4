# Light in three places with one BH1750 behind each channel; the fourth time nobody is connected.
import time

import smbus

bus = smbus.SMBus(1)
for channel in (0, 3, 7):
    bus.write_byte(0x70, 1 << channel)
    bus.write_byte(0x23, 0x10)
    time.sleep(0.2)
    high, low = bus.read_i2c_block_data(0x23, 0x10, 2)
    print(channel, round((high << 8 | low) / 1.2), hex(bus.read_byte(0x70)))
bus.write_byte(0x70, 0)
try:
    bus.read_i2c_block_data(0x23, 0x10, 2)
except OSError as error:
    print(error)
