"""Eight switches on a shift register 74HC165, which the virtual board does not have."""

import time

import RPi.GPIO as GPIO

LOAD, CLOCK, DATA = 16, 20, 21

GPIO.setmode(GPIO.BCM)
GPIO.setup((LOAD, CLOCK), GPIO.OUT)
GPIO.setup(DATA, GPIO.IN)


def switches():
    GPIO.output(LOAD, 0)
    GPIO.output(LOAD, 1)
    value = 0
    for _ in range(8):
        value = value << 1 | GPIO.input(DATA)
        GPIO.output(CLOCK, 1)
        GPIO.output(CLOCK, 0)
    return value


for _ in range(3):
    print(f"{switches():08b}")
    time.sleep(1)
GPIO.cleanup()
