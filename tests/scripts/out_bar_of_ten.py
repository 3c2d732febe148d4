# A bar of ten LEDs on ten pins, low is on: one light that runs, then a bar that grows. No digits.
import time

import RPi.GPIO as GPIO

PINS = (5, 6, 13, 19, 26, 21, 20, 16, 12, 25)
GPIO.setmode(GPIO.BCM)
GPIO.setup(PINS, GPIO.OUT, initial=GPIO.HIGH)
for _ in range(2):
    for pin in PINS:
        GPIO.output(pin, GPIO.LOW)
        time.sleep(0.05)
        GPIO.output(pin, GPIO.HIGH)
for count in range(11):
    for place, pin in enumerate(PINS):
        GPIO.output(pin, GPIO.LOW if place < count else GPIO.HIGH)
    time.sleep(0.05)
GPIO.cleanup()
