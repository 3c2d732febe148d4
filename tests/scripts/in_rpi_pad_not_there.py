"""A game pad clocked by hand, nine bytes with the low bit first: it is not here, and no converter answers for it."""

import time

import RPi.GPIO as GPIO

DATA, COMMAND, SELECT, CLOCK = 10, 9, 25, 11

GPIO.setmode(GPIO.BCM)
GPIO.setwarnings(False)
GPIO.setup((COMMAND, SELECT, CLOCK), GPIO.OUT, initial=GPIO.HIGH)
GPIO.setup(DATA, GPIO.IN)


def swap(byte):
    answer = 0
    for place in range(8):
        GPIO.output(COMMAND, byte >> place & 1)
        GPIO.output(CLOCK, GPIO.LOW)
        time.sleep(8e-6)
        answer |= GPIO.input(DATA) << place
        GPIO.output(CLOCK, GPIO.HIGH)
        time.sleep(8e-6)
    return answer


for _ in range(3):
    GPIO.output(SELECT, GPIO.LOW)
    print([swap(byte) for byte in (0x01, 0x42, 0, 0, 0, 0, 0, 0, 0)][3:])
    GPIO.output(SELECT, GPIO.HIGH)
    time.sleep(0.2)
GPIO.cleanup()
