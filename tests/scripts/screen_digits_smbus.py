# The light of a BH1750 in lux on four digits with an HT16K33, byte by byte.
from time import sleep

from smbus2 import SMBus

LIGHT, SHOWN = 0x23, 0x71
SEGMENTS = (0x3F, 0x06, 0x5B, 0x4F, 0x66, 0x6D, 0x7D, 0x07, 0x7F, 0x6F)
PLACES = (0, 2, 6, 8)

with SMBus(1) as bus:
    for command in (0x21, 0x81, 0xEF):
        bus.write_byte(SHOWN, command)
    for place in range(0, 10, 2):
        bus.write_byte_data(SHOWN, place, 0)
    for _ in range(3):
        high, low = bus.read_i2c_block_data(LIGHT, 0x10, 2)
        text = f"{(high << 8 | low) / 1.2:4.0f}"
        for place, letter in zip(PLACES, text):
            bus.write_byte_data(SHOWN, place, 0 if letter == " " else SEGMENTS[int(letter)])
        sleep(2)
    bus.write_byte(SHOWN, 0x80)
    sleep(1)
