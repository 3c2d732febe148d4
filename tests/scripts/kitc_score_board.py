"""A score on a board with a TM1638: the digits from the left, and a lamp beside the team that leads."""

import time

import RPi.GPIO as GPIO

DIO, CLK, STB = 27, 18, 17
SHAPES = (0x3F, 0x06, 0x5B, 0x4F, 0x66, 0x6D, 0x7D, 0x07, 0x7F, 0x6F)


def byte_out(value):
    for place in range(8):
        GPIO.output(CLK, 0)
        GPIO.output(DIO, value >> place & 1)
        GPIO.output(CLK, 1)


def message(*values):
    GPIO.output(STB, 0)
    for value in values:
        byte_out(value)
    GPIO.output(STB, 1)


def score(home, guests):
    message(0x40)
    cells = [SHAPES[home // 10], 1 if home > guests else 0, SHAPES[home % 10], 0, 0x40, 0, SHAPES[guests // 10], 0]
    cells += [SHAPES[guests % 10], 1 if guests > home else 0, 0, 0, 0, 0, 0, 0]
    message(0xC0, *cells)
    message(0x8A)


GPIO.setmode(GPIO.BCM)
GPIO.setup([DIO, CLK, STB], GPIO.OUT, initial=1)
try:
    score(0, 0)
    time.sleep(2)
    score(2, 0)
    time.sleep(2)
    score(12, 14)
    time.sleep(2)
finally:
    message(0x80)
    GPIO.cleanup()
