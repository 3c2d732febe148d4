"""A chip that nobody knows, with one data wire for both ways."""

import time

import RPi.GPIO as GPIO

ENABLE, TICK, LINE = 22, 23, 24


def ask(command):
    GPIO.output(ENABLE, 1)
    GPIO.setup(LINE, GPIO.OUT)
    for bit in range(8):
        GPIO.output(LINE, command >> bit & 1)
        GPIO.output(TICK, 1)
        GPIO.output(TICK, 0)
    GPIO.setup(LINE, GPIO.IN)
    value = 0
    for bit in range(8):
        value |= GPIO.input(LINE) << bit
        GPIO.output(TICK, 1)
        GPIO.output(TICK, 0)
    GPIO.output(ENABLE, 0)
    return value


GPIO.setmode(GPIO.BCM)
GPIO.setup((ENABLE, TICK), GPIO.OUT, initial=GPIO.LOW)
try:
    for _ in range(4):
        print(ask(0x83), ask(0x85))
        time.sleep(1)
finally:
    GPIO.cleanup()
