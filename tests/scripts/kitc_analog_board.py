"""A moisture probe and a light sensor on a board with an STM32 that measures for the Pi."""

import time

import smbus

BOARD = 0x04
bus = smbus.SMBus(1)


def counts(number):
    bus.write_byte(BOARD, 0x10 + number)
    return bus.read_word_data(BOARD, 0x10 + number)


def millivolts(number):
    bus.write_byte(BOARD, 0x20 + number)
    return bus.read_word_data(BOARD, 0x20 + number)


while True:
    print("soil", counts(0), "light", millivolts(1), "mV")
    time.sleep(1)
