# An arrow on the LED matrix of a kit, with nothing but smbus; it goes up row by row.
import smbus
import time

ADDRESS = 0x70
ARROW = [0x18, 0x3C, 0x7E, 0xFF, 0x18, 0x18, 0x18, 0x18]
bus = smbus.SMBus(1)
bus.write_byte(ADDRESS, 0x21)
bus.write_byte(ADDRESS, 0xE8)
bus.write_byte(ADDRESS, 0x81)
for step in range(3):
    rows = ARROW[step:] + ARROW[:step]
    block = []
    for row in rows:
        block += [(row >> 1) | (row << 7) & 0x80, 0]
    bus.write_i2c_block_data(ADDRESS, 0x00, block)
    time.sleep(0.5)
