"""Five reflections under a cart by a TLC1543: each question of ten clocks gives the answer to the one before."""

import time

import RPi.GPIO as GPIO

CS, CLOCK, ADDRESS, DATA_OUT = 5, 25, 24, 23


def ask(number):
    value = 0
    GPIO.output(CS, 0)
    for place in range(10):
        GPIO.output(ADDRESS, number >> 3 - place & 1 if place < 4 else 0)
        value = value << 1 | GPIO.input(DATA_OUT)
        GPIO.output(CLOCK, 1)
        GPIO.output(CLOCK, 0)
    GPIO.output(CS, 1)
    time.sleep(0.0001)
    return value


GPIO.setmode(GPIO.BCM)
GPIO.setup([CS, CLOCK, ADDRESS], GPIO.OUT)
GPIO.setup(DATA_OUT, GPIO.IN, GPIO.PUD_UP)
for _ in range(2):
    print(*[ask(number) for number in range(6)][1:], ask(11) and ask(13), ask(0))
    time.sleep(0.5)
GPIO.cleanup()
