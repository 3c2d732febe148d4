# What a chip is worth stands in the numbers of the program: steps of a sixteenth, two channels of light, quarters.
import time

import smbus
import spidev

bus = smbus.SMBus(1)
spi = spidev.SpiDev()
spi.open(0, 0)
spi.max_speed_hz = 500000
bus.write_byte_data(0x29, 0xA0, 0x03)
bus.write_byte_data(0x29, 0xA1, 0x10)
for _ in range(2):
    time.sleep(1)
    high, low = bus.read_i2c_block_data(0x48, 0, 2)
    print((high << 4 | low >> 4) * 0.0625)
    d = bus.read_i2c_block_data(0x29, 0xB4, 4)
    print((d[1] << 8 | d[0]) > 2 * (d[3] << 8 | d[2]) > 0)
    high, low = spi.readbytes(2)
    print((high << 8 | low) // 8 * 0.25)
