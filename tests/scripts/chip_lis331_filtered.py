"""Through its high-pass filter an LIS331DLH does not feel that it stands, but for a moment that it is tilted."""

import time

import smbus

LIS331DLH = 0x18
bus = smbus.SMBus(1)
bus.write_byte_data(LIS331DLH, 0x20, 0x27)  # 50 Hz, three axes


def up_mg():
    low, high = (bus.read_byte_data(LIS331DLH, register) for register in (0x2C, 0x2D))
    word = high << 8 | low
    return (word - 0x10000 if word & 0x8000 else word) >> 4


print("standing", up_mg())
bus.write_byte_data(LIS331DLH, 0x21, 0x12)  # through the filter, which begins at a 200th of 50 Hz
time.sleep(5)
print("filtered", up_mg())
time.sleep(1)
print("tilted", up_mg())
time.sleep(3)
print("and then", up_mg())
