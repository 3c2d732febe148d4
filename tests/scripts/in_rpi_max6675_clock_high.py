"""A MAX6675 whose clock rests high; its pins are given as numbers only."""

import time

import RPi.GPIO as GPIO


class MAX6675:
    def __init__(self, *pins):
        self.pins = pins
        GPIO.setmode(GPIO.BCM)
        GPIO.setup(pins[0], GPIO.OUT, initial=GPIO.HIGH)
        GPIO.setup(pins[1], GPIO.OUT)
        GPIO.setup(pins[2], GPIO.IN)

    def read(self):
        first, second, third = self.pins
        value = 0
        GPIO.output(first, GPIO.LOW)
        for _ in range(16):
            GPIO.output(second, GPIO.LOW)
            value = value << 1 | GPIO.input(third)
            GPIO.output(second, GPIO.HIGH)
        GPIO.output(first, GPIO.HIGH)
        return (value >> 3) / 4


oven = MAX6675(22, 23, 24)
try:
    for _ in range(3):
        print(oven.read(), "°C")
        time.sleep(1)
finally:
    GPIO.cleanup()
