"""A lamp of three colors whose own function turns each level round: the colors that it prints tell that it is on at
low."""

import time

import RPi.GPIO as GPIO

COLORS = [("Red", (1, 0, 0)), ("Green", (0, 1, 0)), ("Purple", (1, 0, 1))]
pins = {"R": 17, "G": 27, "B": 22}


def setup():
    GPIO.setmode(GPIO.BCM)
    for pin in pins.values():
        GPIO.setup(pin, GPIO.OUT)
        GPIO.output(pin, GPIO.HIGH)


def set_color(r, g, b):
    GPIO.output(pins["R"], GPIO.LOW if r else GPIO.HIGH)
    GPIO.output(pins["G"], GPIO.LOW if g else GPIO.HIGH)
    GPIO.output(pins["B"], GPIO.LOW if b else GPIO.HIGH)


setup()
for name, levels in COLORS:
    print(name)
    set_color(*levels)
    time.sleep(1)
GPIO.cleanup()
