"""Four digits: first one of them counts alone, then all together, and then they show a year in turn."""

import time

import RPi.GPIO as GPIO

SEGMENTS = (17, 18, 27, 22, 23, 24, 25)
BIT0, BIT1, BIT2, BIT3 = 2, 3, 8, 7
FIGURES = (0x3F, 0x06, 0x5B, 0x4F, 0x66, 0x6D, 0x7D, 0x07, 0x7F, 0x6F)
DIGITS = (BIT0, BIT1, BIT2, BIT3)


def figure(number):
    for place, pin in enumerate(SEGMENTS):
        GPIO.output(pin, FIGURES[number] >> place & 1)


GPIO.setmode(GPIO.BCM)
GPIO.setwarnings(False)
GPIO.setup(SEGMENTS, GPIO.OUT)
GPIO.setup(DIGITS, GPIO.OUT, initial=1)
GPIO.output(BIT0, 0)
for number in range(10):
    figure(number)
    time.sleep(0.5)
GPIO.output(DIGITS, 0)
for number in (1, 2):
    figure(number)
    time.sleep(0.5)
GPIO.output(DIGITS, 1)
until = time.time() + 2
while time.time() < until:
    for place, digit in enumerate(DIGITS):
        figure(2026 // 10**place % 10)
        GPIO.output(digit, 0)
        time.sleep(0.003)
        GPIO.output(digit, 1)
GPIO.cleanup()
