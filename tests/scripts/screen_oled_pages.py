# A bar on an OLED display of 128 by 32 pixels that grows with the light of a BH1750. It knows page addressing only.
import time

from smbus2 import SMBus

LIGHT, OLED = 0x23, 0x3C


def page(bus, number, columns):
    bus.write_i2c_block_data(OLED, 0x00, [0xB0 + number, 0x00, 0x10])
    for start in range(0, 128, 16):
        bus.write_i2c_block_data(OLED, 0x40, columns[start : start + 16])


with SMBus(1) as bus:
    setup = [0xAE, 0xD5, 0x80, 0xA8, 0x1F, 0xD3, 0x00, 0x40, 0x8D, 0x14, 0x20, 0x02]
    setup += [0xA1, 0xC8, 0xDA, 0x02, 0x81, 0x8F, 0xD9, 0xF1, 0xDB, 0x40, 0xA4, 0xA6]
    bus.write_i2c_block_data(OLED, 0x00, setup)
    for number in range(4):
        page(bus, number, [0] * 128)
    bus.write_byte_data(OLED, 0x00, 0xAF)
    for _ in range(3):
        high, low = bus.read_i2c_block_data(LIGHT, 0x10, 2)
        lux = (high << 8 | low) / 1.2
        length = min(int(lux / 10), 128)
        page(bus, 1, [0x3C] * length + [0] * (128 - length))
        page(bus, 3, [0x80] * 128)
        time.sleep(5)
