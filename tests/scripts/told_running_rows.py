"""A picture that moves down a matrix behind two registers in a row: eight lines in turn, ten pictures a second."""

import time

import RPi.GPIO as GPIO

DATA, LATCH, CLOCK = 17, 18, 27
PICTURE = (0, 0, 0, 0, 0, 0, 0, 0, 0x18, 0x3C, 0x7E, 0xFF, 0xFF, 0x7E, 0x3C, 0x18, 0, 0, 0, 0, 0, 0, 0, 0)
GPIO.setmode(GPIO.BCM)
GPIO.setup((DATA, LATCH, CLOCK), GPIO.OUT, initial=GPIO.LOW)


def shift_out(*both):
    for byte in both:
        for bit in range(7, -1, -1):
            GPIO.output(DATA, byte >> bit & 1)
            GPIO.output(CLOCK, 1)
            GPIO.output(CLOCK, 0)
    GPIO.output(LATCH, 1)
    GPIO.output(LATCH, 0)


for first in range(17):
    begin = time.time()
    while time.time() - begin < 0.1:
        for row in range(8):
            shift_out(~(1 << row) & 0xFF, PICTURE[first + row])
            time.sleep(0.001)
            shift_out(0xFF, 0)
time.sleep(0.2)
GPIO.cleanup()
