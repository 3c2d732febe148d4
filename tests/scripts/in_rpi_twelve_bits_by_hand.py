"""Fourteen clocks for the answer: a converter with twelve bits, which the program does not name."""

import time

import RPi.GPIO as GPIO

CLOCK, MISO, MOSI, CS = 11, 9, 10, 8


def read(channel):
    GPIO.output(CLOCK, GPIO.LOW)
    GPIO.output(CS, GPIO.LOW)
    for bit in (1, 1, channel >> 2 & 1, channel >> 1 & 1, channel & 1):
        GPIO.output(MOSI, bit)
        GPIO.output(CLOCK, GPIO.HIGH)
        GPIO.output(CLOCK, GPIO.LOW)
    value = 0
    for _ in range(14):
        GPIO.output(CLOCK, GPIO.HIGH)
        GPIO.output(CLOCK, GPIO.LOW)
        value = value << 1 | GPIO.input(MISO)
    GPIO.output(CS, GPIO.HIGH)
    return value >> 1


GPIO.setwarnings(False)
GPIO.setmode(GPIO.BCM)
GPIO.setup((CLOCK, MOSI), GPIO.OUT)
GPIO.setup(CS, GPIO.OUT, initial=GPIO.HIGH)
GPIO.setup(MISO, GPIO.IN)
try:
    for _ in range(3):
        print(read(0), read(6))
        time.sleep(1)
finally:
    GPIO.cleanup()
