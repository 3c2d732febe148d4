import time
import smbus

ADDRESS, LIGHT, ENABLE = 0x3F, 0x08, 0x04
bus = smbus.SMBus(1)


def nibble(bits, text):
    wires = bits & 0xF0 | LIGHT | text
    bus.write_byte(ADDRESS, wires | ENABLE)
    time.sleep(0.0005)
    bus.write_byte(ADDRESS, wires)
    time.sleep(0.0005)


def byte(value, text=0):
    nibble(value, text)
    nibble(value << 4, text)


bus.write_byte(ADDRESS, 0)
for each in (0x33, 0x32, 0x28, 0x0C, 0x06, 0x01):
    byte(each)
for letter in "Gas: 0":
    byte(ord(letter), 1)
time.sleep(1)
