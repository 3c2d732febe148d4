# A bar of ten LEDs that lead to 3.3 V: nothing but the levels in destroy() tells that high is off.
import time

import RPi.GPIO as GPIO

BAR = [17, 18, 27, 22, 23, 24, 25, 5, 6, 13]


def setup():
    GPIO.setmode(GPIO.BCM)
    for pin in BAR:
        GPIO.setup(pin, GPIO.OUT)


def grow(count):
    for place, pin in enumerate(BAR):
        GPIO.output(pin, place >= count)
    time.sleep(0.5)


def destroy():
    for pin in BAR:
        GPIO.output(pin, GPIO.HIGH)
    GPIO.cleanup()


setup()
try:
    for count in range(11):
        grow(count)
finally:
    destroy()
