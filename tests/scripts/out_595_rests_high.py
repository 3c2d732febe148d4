# A 74HC595 whose clock and latch rest high: each falls before its bit or byte.
import time

import RPi.GPIO as GPIO

DATA, LATCH, CLOCK = 5, 6, 13
GPIO.setmode(GPIO.BCM)
for wire in (DATA, LATCH, CLOCK):
    GPIO.setup(wire, GPIO.OUT, initial=GPIO.HIGH)


def show(byte):
    GPIO.output(LATCH, 0)
    for place in range(8):
        GPIO.output(CLOCK, 0)
        GPIO.output(DATA, byte >> place & 1)
        GPIO.output(CLOCK, 1)
    GPIO.output(LATCH, 1)
    time.sleep(0.3)


for byte in (0x0F, 0xF0, 0x81):
    show(byte)
GPIO.cleanup()
