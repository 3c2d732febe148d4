# A matrix of 8x8 behind two 74HC595: the row, then its lamps, and the latch is pulsed after each of the two bytes.
import time

import RPi.GPIO as GPIO

DATA, LATCH, CLOCK = 17, 27, 22
ARROW = (0x18, 0x3C, 0x7E, 0xFF, 0x18, 0x18, 0x18, 0x18)
CROSS = (0x81, 0x42, 0x24, 0x18, 0x18, 0x24, 0x42, 0x81)


def shift(byte):
    for bit in range(8):
        GPIO.output(DATA, byte >> (7 - bit) & 1)
        GPIO.output(CLOCK, GPIO.HIGH)
        GPIO.output(CLOCK, GPIO.LOW)


def latch():
    GPIO.output(LATCH, GPIO.HIGH)
    GPIO.output(LATCH, GPIO.LOW)


GPIO.setmode(GPIO.BCM)
GPIO.setup([DATA, LATCH, CLOCK], GPIO.OUT, initial=GPIO.LOW)
for picture in (ARROW, CROSS):
    for _ in range(60):
        for row, byte in enumerate(picture):
            shift(~(1 << row) & 0xFF)
            latch()
            shift(byte)
            latch()
            time.sleep(0.001)
GPIO.cleanup()
