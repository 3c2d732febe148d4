import time

import smbus

ADDRESS = 0x27
bus = smbus.SMBus(1)


def wires(value):
    bus.write_byte_data(ADDRESS, 0, value | 8)


def half(value):
    wires(value)
    wires(value | 4)
    wires(value)


def send(value, mode):
    half((value & 0xF0) | mode)
    half((value << 4 & 0xF0) | mode)
    time.sleep(0.0001)


for each in (0x30, 0x30, 0x30, 0x20):
    half(each)
    time.sleep(0.005)
for each in (0x28, 0x0C, 0x06, 0x80):
    send(each, 0)
for letter in "Hello":
    send(ord(letter), 1)
send(0xC0, 0)
for letter in "kit":
    send(ord(letter), 1)
time.sleep(1)
