# A Grove LCD with a colored backlight: the greeting turns red when it is warm. Byte by byte, as Seeed's lessons do.
import time

import smbus

TEXT, RGB = 0x3E, 0x62
bus = smbus.SMBus(1)


def color(red, green, blue):
    bus.write_byte_data(RGB, 0, 0)
    bus.write_byte_data(RGB, 1, 0)
    bus.write_byte_data(RGB, 0x08, 0xAA)
    bus.write_byte_data(RGB, 4, red)
    bus.write_byte_data(RGB, 3, green)
    bus.write_byte_data(RGB, 2, blue)


def command(byte):
    bus.write_byte_data(TEXT, 0x80, byte)


def show(text):
    command(0x01)
    time.sleep(0.05)
    command(0x08 | 0x04)
    command(0x28)
    time.sleep(0.05)
    for letter in text:
        if letter == "\n":
            command(0xC0)
        else:
            bus.write_byte_data(TEXT, 0x40, ord(letter))


color(0, 128, 64)
show("Hello\nGrove")
time.sleep(2)
color(255, 0, 0)
show("Warm!")
time.sleep(1)
